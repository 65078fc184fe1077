package io.dunlin.runtime.host.snapshot;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.CausalCodec;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.crdt.map.DocumentImage;
import io.dunlin.crdt.map.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** By hand, so that every length is checked against what is there before room is made for it. */
final class ImageSerializer extends Serializer<DocumentImage> {

  ImageSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output to, DocumentImage image) {
    var seen = new ByteWriter();
    CausalCodec.write(seen, image.seen());
    writeBytes(to, seen.toBytes());
    to.writeInt(image.live().size());
    image
        .live()
        .forEach((key, versions) -> {
          writeBytes(to, key.getBytes(StandardCharsets.UTF_8));
          to.writeInt(versions.size());
          for (Version version : versions) {
            writeDot(to, version.dot());
            to.writeLong(version.stamp().millis());
            to.writeInt(version.stamp().counter());
            writeBytes(to, version.value());
          }
        });
    to.writeInt(image.awaited().size());
    for (Dot dot : image.awaited()) writeDot(to, dot);
  }

  private static void writeDot(Output to, Dot dot) {
    var bytes = new ByteWriter();
    CausalCodec.write(bytes, dot);
    writeBytes(to, bytes.toBytes());
  }

  private static void writeBytes(Output to, byte[] bytes) {
    to.writeInt(bytes.length);
    to.writeBytes(bytes);
  }

  @Override
  public DocumentImage read(Kryo kryo, Input from, Class<? extends DocumentImage> type) {
    try {
      Knowledge seen = CausalCodec.readKnowledge(new ByteReader(readBytes(from)));
      SortedMap<String, List<Version>> live = new TreeMap<>();
      int keys = count(from);
      for (int i = 0; i < keys; i++) {
        live.put(new String(readBytes(from), StandardCharsets.UTF_8), versions(from));
      }
      SortedSet<Dot> awaited = new TreeSet<>();
      int waiting = count(from);
      for (int i = 0; i < waiting; i++) awaited.add(dot(from));
      return new DocumentImage(seen, live, awaited);
    } catch (MalformedException e) {
      throw new KryoException(e);
    }
  }

  private static List<Version> versions(Input from) throws MalformedException {
    int count = count(from);
    var versions = new ArrayList<Version>();
    for (int i = 0; i < count; i++) {
      Dot dot = dot(from);
      var stamp = new Stamp(from.readLong(), from.readInt());
      versions.add(new Version(dot, stamp, readBytes(from)));
    }
    return versions;
  }

  private static Dot dot(Input from) throws MalformedException {
    return CausalCodec.readDot(new ByteReader(readBytes(from)));
  }

  private static byte[] readBytes(Input from) {
    return from.readBytes(count(from));
  }

  /** Of things that have at least one byte each. */
  private static int count(Input from) {
    int count = from.readInt();
    int left = from.limit() - from.position();
    if (count < 0 || count > left) throw new KryoException(count + " things in " + left + " bytes");
    return count;
  }
}
