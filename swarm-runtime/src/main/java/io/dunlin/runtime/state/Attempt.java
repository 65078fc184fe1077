package io.dunlin.runtime.state;

import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.cbor.CborWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How far an attempt is; written by its device alone.
 *
 * @param planEpoch the plan under which the device took it on
 * @param startMillis UTC when it began to run, 0 before
 * @param endMillis UTC when it ended, 0 before
 * @param inputs hashes (64 hex digits) of what it was given, in the order of the task's inputs
 * @param outputs what it left, once done
 * @param message why it failed or what it waits for, in a sentence; may be empty
 */
public record Attempt(
    AttemptKey key,
    State state,
    long planEpoch,
    long startMillis,
    long endMillis,
    List<String> inputs,
    List<Output> outputs,
    String message) {
  static final String PREFIX = "attempt/";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public enum State {
    WAITING,
    TRANSFERRING,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  /**
   * One result, as a blob.
   *
   * @param hash SHA-256, 64 hex digits
   */
  public record Output(String name, String hash, long sizeBytes, String contentType) {}

  public Attempt {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public boolean ended() {
    return state == State.DONE || state == State.FAILED || state == State.CANCELLED;
  }

  public Put put() {
    return new Put(
        PREFIX + key.path(),
        new CborWriter()
            .fields(f -> {
              Attempt.writeKey(f, key);
              f.text("state", state.name()).number("plan", planEpoch);
              f.number("start", startMillis).number("end", endMillis);
              f.texts("in", inputs).array("out", outputs, Attempt::writeOutput);
              f.text("message", message);
            })
            .toBytes());
  }

  static void writeKey(CborWriter.Fields f, AttemptKey key) {
    f.text("mission", key.mission()).text("revision", key.revision()).text("task", key.task());
    f.number("n", key.n()).bytes("device", key.device().toBytes());
  }

  static AttemptKey readKey(Item item) throws MalformedException {
    String revision = item.field("revision").text();
    if (revision.length() != 64) throw new MalformedException("a revision has 64 digits");
    return new AttemptKey(
        item.field("mission").text(),
        revision,
        item.field("task").text(),
        (int) item.field("n").number(1, Integer.MAX_VALUE),
        Words.replica(item.field("device")));
  }

  private static void writeOutput(CborWriter w, Output output) {
    w.fields(f ->
        f.text("name", output.name())
            .text("hash", output.hash())
            .number("size", output.sizeBytes())
            .text("type", output.contentType()));
  }

  static Attempt read(String at, Item item) throws MalformedException {
    AttemptKey key = readKey(item);
    key.requireAt(at, PREFIX);
    var outputs = new ArrayList<Output>();
    for (Item output : item.field("out").items()) {
      outputs.add(
          new Output(
              output.field("name").text(),
              hash(output.field("hash").text()),
              output.field("size").number(0, Long.MAX_VALUE),
              output.field("type").text()));
    }
    for (Item input : item.field("in").items()) hash(input.text());
    return new Attempt(
        key,
        Words.word(State.class, item.field("state")),
        item.field("plan").number(0, Long.MAX_VALUE),
        item.field("start").number(),
        item.field("end").number(),
        item.field("in").texts(),
        outputs,
        item.field("message").text());
  }

  private static String hash(String hex) throws MalformedException {
    if (!HASH.matcher(hex).matches()) throw new MalformedException("a hash has 64 hex digits");
    return hex;
  }
}
