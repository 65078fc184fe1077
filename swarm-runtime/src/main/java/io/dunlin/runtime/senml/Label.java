package io.dunlin.runtime.senml;

/** The fields of a SenML record that are written here, with their CBOR labels: RFC 8428 table 4. */
enum Label {
  BASE_NAME("bn", -2),
  BASE_TIME("bt", -3),
  NAME("n", 0),
  UNIT("u", 1),
  VALUE("v", 2),
  STRING("vs", 3),
  BOOLEAN("vb", 4),
  TIME("t", 6);

  final String json;
  final int cbor;

  Label(String json, int cbor) {
    this.json = json;
    this.cbor = cbor;
  }
}
