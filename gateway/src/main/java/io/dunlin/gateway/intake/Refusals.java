package io.dunlin.gateway.intake;

import io.dunlin.gateway.Diagnostic;
import io.dunlin.gateway.Diagnostic.Severity;
import io.dunlin.gateway.IntakeResult.Rejected;
import io.dunlin.gateway.IntakeResult.Why;
import java.util.List;

/** Refusals of an upload that never became a file to read. */
public final class Refusals {
  private Refusals() {}

  public static Rejected tooLarge(long bytes, int bytesMax) {
    return invalid(
        Code.TOO_LARGE,
        "the upload has " + bytes + " bytes",
        "at most " + bytesMax + " bytes; larger ones in parts, put/{n}/{of}");
  }

  public static Rejected checksum(String expected) {
    return invalid(
        Code.CHECKSUM,
        "the upload does not have the SHA-256 that was sent with it",
        "the SHA-256 of all bytes, 64 hex digits; sent was " + SchemaWording.quoted(expected));
  }

  public static Rejected unfinished() {
    return invalid(
        Code.PARTS,
        "parts of the upload are missing, and none came for 10 minutes",
        "all parts within 10 minutes of each other; upload it again");
  }

  public static Rejected busy() {
    return new Rejected(
        Why.NOT_STORED,
        List.of(
            error(
                Code.NOT_STORED,
                "the gateway has too many uploads waiting",
                "upload it again later")));
  }

  private static Rejected invalid(String code, String message, String allowed) {
    return new Rejected(Why.INVALID, List.of(error(code, message, allowed)));
  }

  private static Diagnostic error(String code, String message, String allowed) {
    return new Diagnostic(code, Severity.ERROR, 0, 0, "", message, allowed, null);
  }
}
