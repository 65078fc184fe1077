package io.dunlin.gateway.intake;

/**
 * The stable numbers of findings. Schema rules carry theirs in the schema itself, as the {@code
 * $comment} beside the rule.
 */
final class Code {
  private Code() {}

  // Bytes and syntax.
  static final String TOO_LARGE = "DNL-M0101";
  static final String NOT_UTF8 = "DNL-M0102";
  static final String SYNTAX = "DNL-M0103";
  static final String DUPLICATE_KEY = "DNL-M0104";
  static final String TOO_DEEP = "DNL-M0105";
  static final String TOO_MANY_VALUES = "DNL-M0106";
  static final String NOT_PLAIN = "DNL-M0107";
  static final String EMPTY = "DNL-M0108";
  static final String CHECKSUM = "DNL-M0110";
  static final String PARTS = "DNL-M0111";

  // Shape.
  static final String UNKNOWN_KEY = "DNL-M0201";
  static final String MISSING_KEY = "DNL-M0202";
  static final String WRONG_TYPE = "DNL-M0203";
  static final String UNKNOWN_WORD = "DNL-M0204";
  static final String MALFORMED = "DNL-M0205";
  static final String OUT_OF_RANGE = "DNL-M0206";
  static final String WRONG_COUNT = "DNL-M0207";
  static final String NOT_YET = "DNL-M0208";
  static final String UNIT_MISSING = "DNL-M0209";

  // Meaning.
  static final String ONE_ACTION = "DNL-M0301";
  static final String UNKNOWN_BUILTIN = "DNL-M0302";
  static final String UNKNOWN_TASK = "DNL-M0303";
  static final String UNKNOWN_OUTPUT = "DNL-M0304";
  static final String CYCLE = "DNL-M0305";
  static final String BAD_SHAPE = "DNL-M0306";
  static final String WINDOW_ORDER = "DNL-M0307";
  static final String DEADLINE = "DNL-M0308";
  static final String ONE_EFFORT = "DNL-M0310";
  static final String RULE_CONFLICT = "DNL-M0311";
  static final String OTHER_NAME = "DNL-M0312";
  static final String NO_INPUT = "DNL-M0313";
  static final String ONE_PLACE = "DNL-M0314";
  static final String COMPILED_TOO_LARGE = "DNL-M0315";

  // Placing.
  static final String NOBODY_HAS = "DNL-M0401";
  static final String NOBODY_LARGE_ENOUGH = "DNL-M0402";
  static final String NOBODY_OFFERS = "DNL-M0403";
  static final String NOBODY_ALL = "DNL-M0404";
  static final String TOGETHER_NOWHERE = "DNL-M0405";
  static final String APART_TOO_FEW = "DNL-M0406";

  // The gate.
  static final String CANCELLED = "DNL-M0501";
  static final String NOT_STORED = "DNL-M0502";

  // Warnings.
  static final String WINDOW_PAST = "DNL-M0601";
  static final String NO_EFFORT = "DNL-M0602";
  static final String NO_OUTPUT = "DNL-M0603";
}
