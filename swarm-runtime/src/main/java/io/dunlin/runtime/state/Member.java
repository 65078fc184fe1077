package io.dunlin.runtime.state;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.cbor.CborReader.Item;
import io.dunlin.runtime.cbor.CborWriter;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a device says of itself. Written by the device alone, at start and when it changed.
 *
 * @param name an attribute for people, {@code [a-z0-9-]{1,32}}; the id is what counts
 * @param publicKey Ed25519, X.509 encoded; its hash is the id
 * @param epoch the process that wrote this
 * @param speed work per second relative to a reference device, above 0
 * @param cores processor cores that tasks may use, at least 1
 * @param memoryBytes memory that tasks may use
 * @param has capabilities such as {@code camera}
 * @param programs keys of programs the device offers to {@code run:} tasks
 * @param series hashes of the series it records
 * @param coap address at which others may reach it, or null
 * @param nextWakeMillis UTC until which it sleeps, 0 when it is awake
 */
public record Member(
    ReplicaId id,
    String name,
    Role role,
    byte[] publicKey,
    long epoch,
    String version,
    double speed,
    int cores,
    long memoryBytes,
    SortedSet<String> has,
    SortedSet<String> programs,
    SortedSet<String> series,
    @Nullable String coap,
    long nextWakeMillis) {
  static final String PREFIX = "member/";

  public Member {
    has = Collections.unmodifiableSortedSet(new TreeSet<>(has));
    programs = Collections.unmodifiableSortedSet(new TreeSet<>(programs));
    series = Collections.unmodifiableSortedSet(new TreeSet<>(series));
  }

  /** The same under another epoch. */
  public Member withEpoch(long other) {
    return new Member(
        id,
        name,
        role,
        publicKey,
        other,
        version,
        speed,
        cores,
        memoryBytes,
        has,
        programs,
        series,
        coap,
        nextWakeMillis);
  }

  public Put put() {
    return new Put(
        PREFIX + id,
        new CborWriter()
            .fields(f ->
                f.text("name", name)
                    .text("role", role.name())
                    .bytes("key", publicKey)
                    .put("epoch", w -> w.bytes(Words.u64(epoch)))
                    .text("version", version)
                    .real("speed", speed)
                    .number("cores", cores)
                    .number("memory", memoryBytes)
                    .texts("has", has)
                    .texts("programs", programs)
                    .texts("series", series)
                    .text("coap", coap)
                    .number("wake", nextWakeMillis))
            .toBytes());
  }

  static Member read(String key, Item item) throws MalformedException {
    double speed = item.field("speed").real();
    if (!(speed > 0) || Double.isInfinite(speed)) throw new MalformedException("speed " + speed);
    return new Member(
        Words.replica(key.substring(PREFIX.length())),
        item.field("name").text(),
        Words.word(Role.class, item.field("role")),
        item.field("key").bytes(),
        Words.u64(item.field("epoch").bytes(8)),
        item.field("version").text(),
        speed,
        (int) item.field("cores").number(1, 4096),
        item.field("memory").number(0, Long.MAX_VALUE),
        item.field("has").textSet(),
        item.field("programs").textSet(),
        item.field("series").textSet(),
        item.optionalText("coap"),
        item.field("wake").number(0, Long.MAX_VALUE));
  }
}
