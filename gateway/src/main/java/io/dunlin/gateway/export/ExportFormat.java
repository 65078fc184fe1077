package io.dunlin.gateway.export;

/** What an export's files are. */
public enum ExportFormat {
  /** RFC 4180, one file a series. */
  CSV,

  /** RFC 8428 as JSON, one file a series and device. */
  SENML
}
