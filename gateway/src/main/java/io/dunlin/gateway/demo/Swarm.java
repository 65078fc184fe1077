package io.dunlin.gateway.demo;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.gateway.shaper.LinkShape;
import io.dunlin.gateway.shaper.Shaper;
import io.dunlin.runtime.host.keys.KeyFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** The processes of the demo, their files and the shaped links between them. */
final class Swarm {
  private static final String NAME = "demo";
  private static final long READY_SECONDS = 40;

  private final Scenario scenario;
  private final Path home;
  private final Commands commands;
  private final Ledger ledger = new Ledger();
  private final Shaper shaper;
  private final SortedMap<String, Child> children = new TreeMap<>();
  private final Map<String, ReplicaId> ids = new ConcurrentHashMap<>();
  private final Map<String, Integer> httpPorts = new ConcurrentHashMap<>();
  private final SortedMap<String, Integer> coapPorts = new TreeMap<>();
  private final SortedMap<String, List<String>> peers = new TreeMap<>();
  private final SortedMap<String, String> brokers = new TreeMap<>();
  private int mqttPort;
  private volatile int dashboardPort;

  Swarm(Scenario scenario, Path home, Commands commands) throws IOException {
    this.scenario = scenario;
    this.home = home;
    this.commands = commands;
    shaper = new Shaper(scenario.seed());
  }

  /** Makes keys, configurations and links. */
  void prepare() throws IOException {
    KeyFiles.makeSwarm(Files.createDirectories(home.resolve("swarm")));
    copyProgram();
    coapPorts.put(Scenario.GATEWAY, freeUdpPort());
    for (Scenario.Craft craft : scenario.crafts()) coapPorts.put(craft.name(), freeUdpPort());
    mqttPort = freeTcpPort();
    for (Map.Entry<String, LinkShape> link : scenario.shapes().entrySet()) link(link);
    for (Scenario.Craft craft : scenario.crafts()) {
      InetSocketAddress broker =
          shaper.streamLink(
              craft.name(),
              Scenario.GATEWAY,
              loopback(mqttPort),
              scenario.shape(Scenario.GATEWAY, craft.name()));
      brokers.put(craft.name(), "tcp://127.0.0.1:" + broker.getPort());
    }
    write(Scenario.GATEWAY, gatewayConfig());
    for (Scenario.Craft craft : scenario.crafts()) write(craft.name(), deviceConfig(craft));
    swallow();
  }

  private void link(Map.Entry<String, LinkShape> link) throws IOException {
    String a = link.getKey().substring(0, link.getKey().indexOf('>'));
    String b = link.getKey().substring(a.length() + 1);
    Shaper.Ends ends =
        shaper.datagramLink(a, loopback(coapPort(a)), b, loopback(coapPort(b)), link.getValue());
    peers.computeIfAbsent(a, _ -> new ArrayList<>()).add(coap(ends.atA()));
    peers.computeIfAbsent(b, _ -> new ArrayList<>()).add(coap(ends.atB()));
  }

  int coapPort(String name) {
    Integer port = coapPorts.get(name);
    if (port == null) throw new IllegalArgumentException("no process " + name);
    return port;
  }

  /** Breaks the promise on purpose: the delta with one device's observation never arrives. */
  private void swallow() {
    Scenario.Swallowed swallowed = scenario.swallowed();
    if (swallowed == null) return;
    shaper.dropFrom(swallowed.device(), d -> SyncPackets.carries(d, swallowed.seq()));
    shaper.upStream(swallowed.device(), Scenario.GATEWAY, false);
  }

  private void copyProgram() throws IOException {
    Path program = home.resolve("detect.sh");
    try (InputStream from = Swarm.class.getResourceAsStream("/demo/detect.sh")) {
      if (from == null) throw new IOException("the demo's program is not in the jar");
      Files.copy(from, program);
    }
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private void write(String name, String config) throws IOException {
    Files.createDirectories(home.resolve(name));
    Files.writeString(home.resolve(name + ".toml"), config);
  }

  private String gatewayConfig() {
    return common(Scenario.GATEWAY)
        + "[mqtt]\nlisten = \"127.0.0.1:"
        + mqttPort
        + "\"\n"
        + "[web]\nport = 0\n"
        + tables(Scenario.GATEWAY, 2.0, 2);
  }

  private String deviceConfig(Scenario.Craft craft) {
    var config = new StringBuilder(common(craft.name()));
    config.append("[mqtt]\nurl = \"").append(brokers.get(craft.name())).append("\"\n");
    config.append(tables(craft.name(), craft.speed(), craft.cores()));
    config.append(DemoHardware.settings(scenario, craft));
    for (String sensor : DemoHardware.series(scenario, craft)) {
      config.append("[[series]]\nname = \"").append(sensor).append("\"\n");
      config.append("sensor = \"").append(sensor).append("\"\nevery = \"500ms\"\n");
    }
    config
        .append("[tasks.programs]\ndetect = [\"")
        .append(home.resolve("detect.sh"))
        .append("\"]\n");
    return config.toString();
  }

  private String common(String name) {
    return "swarm = \""
        + NAME
        + "\"\nname = \""
        + name
        + "\"\n"
        + "data = \""
        + home.resolve(name)
        + "\"\n"
        + "swarm-key = \""
        + home.resolve("swarm/swarm.pub")
        + "\"\n";
  }

  private String tables(String name, double speed, int cores) {
    var tables = new StringBuilder();
    tables.append("[coap]\nport = ").append(coapPort(name)).append("\n");
    tables.append("[http]\nport = 0\n");
    tables.append(
        String.format(Locale.ROOT, "[capabilities]\nspeed = %.2f\ncores = %d\n", speed, cores));
    tables.append("[limits]\nstable = \"2s\"\nsilent = \"4s\"\nprobe = \"1s\"\nplan = \"300ms\"\n");
    for (String address : peers.getOrDefault(name, List.of())) {
      tables.append("[[peer]]\naddress = \"").append(address).append("\"\n");
    }
    return tables.toString();
  }

  /** Starts the gateway, then all devices, and waits until each is ready. */
  void start() throws IOException, DemoException, InterruptedException {
    startProcess(Scenario.GATEWAY);
    for (Scenario.Craft craft : scenario.crafts()) startProcess(craft.name());
    for (String name : children.keySet()) ready(name);
  }

  /** Starts one process again, on the disk it left. */
  void restart(String name) throws IOException, DemoException, InterruptedException {
    startProcess(name);
    ready(name);
  }

  private void startProcess(String name) throws IOException {
    Path config = home.resolve(name + ".toml");
    boolean isGateway = name.equals(Scenario.GATEWAY);
    List<String> command = isGateway ? commands.gateway(config) : commands.device(config);
    Child child =
        Child.start(name, command, home.resolve(name + ".log"), event -> heard(name, event));
    children.put(name, child);
  }

  private void ready(String name) throws DemoException, InterruptedException {
    JsonNode ready = child(name).awaitReady(READY_SECONDS);
    httpPorts.put(name, ready.path("http").asInt());
    if (name.equals(Scenario.GATEWAY)) dashboardPort = ready.path("web").asInt();
  }

  private void heard(String name, JsonNode event) {
    int number = event.path("event").asInt();
    if (number == 1001) {
      ids.put(name, ReplicaId.parse(event.path("id").asString()));
    } else if (number == Ledger.ACKNOWLEDGED) {
      ledger.acknowledged(name, id(name), event);
    }
  }

  Child child(String name) {
    Child child = children.get(name);
    if (child == null) throw new IllegalArgumentException("no process " + name);
    return child;
  }

  Set<String> names() {
    return children.keySet();
  }

  Map<String, Child> children() {
    return children;
  }

  ReplicaId id(String name) {
    ReplicaId id = ids.get(name);
    if (id == null) throw new IllegalStateException(name + " has not said who it is");
    return id;
  }

  /** The name of a device id, or its short form when it is none of ours. */
  String nameOf(String id) {
    for (Map.Entry<String, ReplicaId> each : ids.entrySet()) {
      if (each.getValue().toString().equals(id)) return each.getKey();
    }
    return id.substring(0, Math.min(8, id.length()));
  }

  int httpPort(String name) {
    return httpPorts.getOrDefault(name, 0);
  }

  int dashboardPort() {
    return dashboardPort;
  }

  int mqttPort() {
    return mqttPort;
  }

  Ledger ledger() {
    return ledger;
  }

  Path home() {
    return home;
  }

  Commands commands() {
    return commands;
  }

  /** Cuts or mends every link between the two sides. */
  void connected(Set<String> side, Set<String> other, boolean isUp) {
    for (String a : side) {
      for (String b : other) {
        shaper.up(a, b, isUp);
        shaper.up(b, a, isUp);
      }
    }
    swallow();
  }

  private static String coap(InetSocketAddress address) {
    return "coap://127.0.0.1:" + address.getPort();
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static int freeUdpPort() throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static int freeTcpPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Stops every process and the links; may be called again. */
  void close() throws InterruptedException {
    for (Child child : children.values()) if (child.isAlive()) child.stop();
    shaper.close();
  }
}
