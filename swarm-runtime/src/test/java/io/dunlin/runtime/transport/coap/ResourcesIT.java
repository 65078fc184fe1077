package io.dunlin.runtime.transport.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.blob.BlobHash;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks an endpoint as a stranger would: an ordinary client with its own block-wise transfer. */
class ResourcesIT {
  private final Endpoints endpoints = new Endpoints();
  private final SampleResources resources = new SampleResources();
  private final MemoryBlobs blobs = new MemoryBlobs();
  private CoapTransport device;
  private CoapEndpoint stranger;

  @BeforeEach
  void open() throws Exception {
    device = endpoints.device((_, _, _) -> {}, resources, blobs, true);
    stranger =
        CoapEndpoint.builder()
            .setConfiguration(
                Configuration.createStandardWithoutFile()
                    .set(
                        org.eclipse.californium.core.config.CoapConfig.MAX_RESOURCE_BODY_SIZE,
                        1 << 20))
            .build();
    stranger.start();
    endpoints.also(stranger::destroy);
  }

  @AfterEach
  void close() {
    endpoints.close();
  }

  private CoapClient client(String path) {
    return new CoapClient(device.address() + path).setEndpoint(stranger).setTimeout(10_000L);
  }

  private CoapResponse get(String path) throws Exception {
    return client(path).get();
  }

  @Test
  void theDeviceSaysWhatCanBeAsked() throws Exception {
    CoapResponse core = get("/.well-known/core");
    assertThat(core.getOptions().getContentFormat()).isEqualTo(40);
    assertThat(core.getResponseText())
        .isEqualTo(
            "</sync>;rt=\"dunlin.device\";ep=\""
                + Endpoints.ID
                + "\","
                + "</probe>;rt=\"dunlin.probe\","
                + "</blob>;rt=\"dunlin.blobs.writable\","
                + "</s/humidity>;rt=\"dunlin.series\";obs;ct=\"110 112\","
                + "</s/temperature>;rt=\"dunlin.series\";obs;ct=\"110 112\"");
    assertThat(get("/.well-known/core?rt=dunlin.device").getResponseText())
        .isEqualTo("</sync>;rt=\"dunlin.device\";ep=\"" + Endpoints.ID + "\"");
    assertThat(get("/.well-known/core?rt=nothing").getResponseText()).isEmpty();
    assertThat(get("/.well-known/core?href=/s/*").getResponseText()).doesNotContain("sync");
  }

  @Test
  void aSeriesIsSenmlInTheFormatAskedFor() throws Exception {
    CoapResponse json = get("/s/temperature");
    assertThat(json.getOptions().getContentFormat()).isEqualTo(110);
    assertThat(json.getResponseText()).isEqualTo("[{\"n\":\"temperature\",\"u\":\"Cel\",\"v\":1}]");
    CoapResponse cbor = client("/s/temperature").get(112);
    assertThat(cbor.getOptions().getContentFormat()).isEqualTo(112);
    assertThat(cbor.getPayload()).isEqualTo(new byte[] {(byte) 0x80});
    assertThat(client("/s/temperature").get(50).getCode())
        .isEqualTo(CoAP.ResponseCode.NOT_ACCEPTABLE);
    assertThat(get("/s/absent").getCode()).isEqualTo(CoAP.ResponseCode.NOT_FOUND);
    assertThat(get("/s/temperature?since=yesterday").getResponseText())
        .isEqualTo("since: seconds since 1970, such as 1790000000.5");
    assertThat(get("/s/temperature?many=3").getCode()).isEqualTo(CoAP.ResponseCode.BAD_REQUEST);
  }

  @Test
  void aLongSeriesIsCutIntoBlocksOfOneAndTheSameBody() throws Exception {
    CoapClient client = client("/s/temperature?n=1000");
    Thread.startVirtualThread(() -> {
      for (int i = 0; i < 200; i++) {
        resources.newest.incrementAndGet();
      }
    });
    String text = client.get().getResponseText();
    int first = Integer.parseInt(text.substring(text.indexOf("\"v\":") + 4, text.indexOf('}')));
    assertThat(text).hasSizeGreaterThan(30_000).endsWith("\"v\":" + (first + 999) + "}]");
  }

  @Test
  void whoObservesIsToldOfTheNewest() throws Exception {
    var heard = new LinkedBlockingQueue<String>();
    var relation =
        client("/s/temperature")
            .observe(
                new CoapHandler() {
                  @Override
                  public void onLoad(CoapResponse response) {
                    heard.add(response.getResponseText());
                  }

                  @Override
                  public void onError() {
                    heard.add("error");
                  }
                });
    assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("\"v\":1}");
    for (int i = 0; i < 50; i++) {
      resources.newest.set(40 + i);
      device.seriesChanged("temperature");
    }
    assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("\"v\":89}");
    relation.proactiveCancel();
  }

  @Test
  void aTaskIsJsonAndCanBeObserved() throws Exception {
    CoapResponse task = get("/m/river/scan-a");
    assertThat(task.getOptions().getContentFormat()).isEqualTo(50);
    assertThat(task.getResponseText()).isEqualTo("{\"state\":\"running\",\"n\":1}");
    assertThat(get("/m/river/unknown").getCode()).isEqualTo(CoAP.ResponseCode.NOT_FOUND);
    assertThat(get("/m/riv%2Fer/x").getCode()).isEqualTo(CoAP.ResponseCode.NOT_FOUND);
  }

  @Test
  void anyBlockOfABlobComesByItself() throws Exception {
    byte[] content = new byte[100_000];
    new SplittableRandom(1).nextBytes(content);
    BlobHash hash = blobs.put(content);
    var request = new Request(CoAP.Code.GET);
    request.getOptions().setBlock2(6, false, 70);
    CoapResponse block = client("/blob/" + hash).advanced(request);
    assertThat(block.getPayload()).isEqualTo(Arrays.copyOfRange(content, 70 * 1_024, 71 * 1_024));
    assertThat(block.getOptions().getBlock2().isM()).isTrue();
    assertThat(get("/blob/" + hash).getPayload()).isEqualTo(content);
    assertThat(get("/blob/" + hash + "?chunks").getPayload()).hasSize(8 + 2 * 32);
    assertThat(get("/blob/" + BlobHash.digest(new byte[1])).getCode())
        .isEqualTo(CoAP.ResponseCode.NOT_FOUND);
    var beyond = new Request(CoAP.Code.GET);
    beyond.getOptions().setBlock2(6, false, 98);
    assertThat(client("/blob/" + hash).advanced(beyond).getCode())
        .isEqualTo(CoAP.ResponseCode.BAD_OPTION);
  }

  @Test
  void aGatewayTakesBlobsAndChecksThem() throws Exception {
    byte[] content = "a photo\n".repeat(5_000).getBytes(UTF_8);
    BlobHash hash = BlobHash.digest(content);
    assertThat(client("/blob/" + hash).put(content, 42).getCode())
        .isEqualTo(CoAP.ResponseCode.CREATED);
    assertThat(blobs.content(hash)).isEqualTo(content);
    BlobHash wrong = BlobHash.digest(new byte[1]);
    assertThat(client("/blob/" + wrong).put(content, 42).getCode())
        .isEqualTo(CoAP.ResponseCode.CONFLICT);
    assertThat(blobs.size(wrong)).isEmpty();
  }

  @Test
  void aDeviceTakesNoBlobs() throws Exception {
    CoapTransport plain = endpoints.device((_, _, _) -> {}, resources, blobs, false);
    var put =
        new CoapClient(plain.address() + "/blob/" + BlobHash.digest(new byte[0]))
            .setEndpoint(stranger)
            .put(new byte[] {1}, 42);
    assertThat(put.getCode()).isEqualTo(CoAP.ResponseCode.METHOD_NOT_ALLOWED);
  }

  @Test
  void aConfirmablePacketIsAcknowledged() throws Exception {
    assertThat(client("/sync").post(new byte[] {1}, 42).getCode())
        .isEqualTo(CoAP.ResponseCode.CHANGED);
    assertThat(client("/nowhere").get().getCode()).isEqualTo(CoAP.ResponseCode.NOT_FOUND);
  }
}
