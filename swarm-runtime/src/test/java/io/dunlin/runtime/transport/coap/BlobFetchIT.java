package io.dunlin.runtime.transport.coap;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.transport.BlobFetcher;
import io.dunlin.runtime.transport.DeviceResources;
import io.dunlin.runtime.transport.FetchResult;
import io.dunlin.runtime.transport.FetchResult.Failed;
import io.dunlin.runtime.transport.FetchResult.Reason;
import io.dunlin.runtime.transport.FetchResult.Transferred;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlobFetchIT {
  private final Endpoints endpoints = new Endpoints();
  private final MemoryBlobs there = new MemoryBlobs();
  private final MemoryBlobs here = new MemoryBlobs();
  private CoapTransport source;
  private BlobFetcher fetcher;

  @BeforeEach
  void open() throws Exception {
    source = endpoints.device((_, _, _) -> {}, DeviceResources.none(), there, false);
    fetcher = endpoints.device((_, _, _) -> {}, DeviceResources.none(), here, false).fetcher();
  }

  @AfterEach
  void close() {
    endpoints.close();
  }

  private static byte[] photo(int bytes) {
    byte[] photo = new byte[bytes];
    new SplittableRandom(bytes).nextBytes(photo);
    return photo;
  }

  private FetchResult fetch(String address, BlobHash hash) throws Exception {
    var result = new CompletableFuture<FetchResult>();
    var _ = fetcher.fetch(address, hash, result::complete);
    return result.get(60, TimeUnit.SECONDS);
  }

  private LossyRelay relay(double loss, java.util.function.UnaryOperator<byte[]> spoil) {
    return endpoints.also(new LossyRelay(source.address(), loss, 10, 2_000_000, spoil));
  }

  @Test
  void aPhotoOfThreeMegabytesArrivesOverALossyLink() throws Exception {
    BlobHash hash = there.put(photo(3_000_000));
    LossyRelay relay = relay(0.05, bytes -> bytes);
    FetchResult result = fetch(relay.address(), hash);
    assertThat(result)
        .isInstanceOfSatisfying(Transferred.class, t -> assertThat(t.bytes()).isEqualTo(3_000_000));
    assertThat(here.content(hash)).isEqualTo(there.content(hash));
  }

  @Test
  void aSpoiledBlockIsFoundAndFetchedAgain() throws Exception {
    BlobHash hash = there.put(photo(500_000));
    var spoiled = new AtomicInteger();
    LossyRelay relay =
        relay(
            0,
            bytes -> {
              if (bytes.length > 1_000 && spoiled.getAndIncrement() == 100) {
                bytes[bytes.length - 1] ^= 1;
              }
              return bytes;
            });
    assertThat(fetch(relay.address(), hash))
        .isInstanceOfSatisfying(
            Transferred.class, t -> assertThat(t.bytes()).isEqualTo(500_000 + 65_536));
    assertThat(here.chunksRefused).hasValue(1);
    assertThat(here.content(hash)).isEqualTo(there.content(hash));
  }

  @Test
  void manyFetchesTakeTurnsAndAllArrive() throws Exception {
    var results = new ArrayList<CompletableFuture<FetchResult>>();
    var hashes = new ArrayList<BlobHash>();
    for (int i = 0; i < 12; i++) {
      BlobHash hash = there.put(photo(i * 30_000));
      var result = new CompletableFuture<FetchResult>();
      var _ = fetcher.fetch(source.address(), hash, result::complete);
      results.add(result);
      hashes.add(hash);
    }
    for (int i = 0; i < 12; i++) {
      assertThat(results.get(i).get(60, TimeUnit.SECONDS)).isInstanceOf(Transferred.class);
      assertThat(here.content(hashes.get(i))).hasSize(i * 30_000);
    }
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    assertThat(fetch(source.address(), BlobHash.digest(new byte[1])))
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.reason()).isEqualTo(Reason.NOT_FOUND));
    assertThat(fetch("mqtt:00", BlobHash.digest(new byte[1])))
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.reason()).isEqualTo(Reason.ADDRESS));
  }

  @Test
  void aCancelledFetchGoesOnLaterWhereItStopped() throws Exception {
    BlobHash hash = there.put(photo(2_000_000));
    LossyRelay relay = relay(0, bytes -> bytes);
    var first = new CompletableFuture<FetchResult>();
    BlobFetcher.Fetch fetch = fetcher.fetch(relay.address(), hash, first::complete);
    while (fetch.bytesDone() < 500_000) {
      Thread.sleep(2);
    }
    assertThat(fetch.bytesTotal()).isEqualTo(2_000_000);
    fetch.cancel();
    assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(FetchResult.Cancelled.class);
    assertThat(fetch(relay.address(), hash))
        .isInstanceOfSatisfying(
            Transferred.class, t -> assertThat(t.bytes()).isLessThanOrEqualTo(1_500_000));
    assertThat(here.content(hash)).isEqualTo(there.content(hash));
  }

  @Test
  void closingEndsEveryFetch() throws Exception {
    BlobHash hash = there.put(photo(3_000_000));
    LossyRelay relay = relay(0, bytes -> bytes);
    var results = new ArrayList<CompletableFuture<FetchResult>>();
    for (int i = 0; i < 6; i++) {
      var result = new CompletableFuture<FetchResult>();
      var _ = fetcher.fetch(relay.address(), hash, result::complete);
      results.add(result);
    }
    fetcher.close();
    for (CompletableFuture<FetchResult> result : results) {
      assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOf(FetchResult.Cancelled.class);
    }
  }
}
