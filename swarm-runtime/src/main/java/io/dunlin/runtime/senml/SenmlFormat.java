package io.dunlin.runtime.senml;

/** The two representations of a SenML pack, RFC 8428 sections 5 and 6. */
public enum SenmlFormat {
  JSON(110, "application/senml+json"),
  CBOR(112, "application/senml+cbor");

  private final int coapContentFormat;
  private final String mediaType;

  SenmlFormat(int coapContentFormat, String mediaType) {
    this.coapContentFormat = coapContentFormat;
    this.mediaType = mediaType;
  }

  /** CoAP Content-Format number, RFC 8428 section 12.3. */
  public int coapContentFormat() {
    return coapContentFormat;
  }

  /** Media type without parameters. */
  public String mediaType() {
    return mediaType;
  }
}
