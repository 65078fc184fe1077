package io.dunlin.runtime.host.export;

/** What files are written. */
public enum ExportFormat {
  /** One file for each series (RFC 4180). */
  CSV,
  /** Packs of a series of a device, as JSON (RFC 8428). */
  SENML
}
