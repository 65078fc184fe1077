package io.dunlin.gateway;

import java.io.IOException;

/** The one door through which missions enter, whatever carried the file here. */
public interface MissionGate {

  /** A file that is uploaded whole may have this many bytes. */
  int FILE_BYTES_MAX = 256 * 1024;

  /** A file that is uploaded in parts may have this many bytes. */
  int PARTS_BYTES_MAX = 8 * 1024 * 1024;

  /**
   * Validates, compiles, signs and makes the mission durable, or says why not. Hostile bytes cost
   * at most bounded time and memory. Blocks for the journal's commit; any thread may call.
   *
   * @param file YAML or JSON in UTF-8
   * @param name the id under which it was uploaded; empty where the transport names none
   * @param via what carried it, for the event log: {@code mqtt}, {@code http}
   */
  IntakeResult accept(byte[] file, String name, String via);

  /**
   * Ends a mission; its place is kept, so that it stays ended. False when there is none.
   *
   * @throws IOException when that could not be made durable; the mission goes on then
   */
  boolean cancel(String name, String via) throws IOException;
}
