package io.dunlin.hal;

/**
 * Why a reading is missing.
 *
 * @param detail one line for a person, at most {@value #DETAIL_CHARS_MAX} characters; longer is cut
 */
public record Reason(Cause cause, String detail) {
  public static final int DETAIL_CHARS_MAX = 200;

  /** What a caller can decide on; the detail is for people. */
  public enum Cause {
    /** This device has no such hardware. */
    ABSENT,
    /** It exists and has nothing to say yet: no fix, first frame not heard, recording not there. */
    NOT_READY,
    /** A recording that does not loop has been played to its end. */
    ENDED,
    /** The hardware or the recording answered something that is not what it should be. */
    MALFORMED,
    /** The bus, the driver or the file failed. */
    FAILED,
    /** The hardware was closed. */
    CLOSED
  }

  public Reason {
    if (detail.length() > DETAIL_CHARS_MAX) {
      detail = detail.substring(0, DETAIL_CHARS_MAX);
    }
  }
}
