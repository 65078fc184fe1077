package io.dunlin.runtime.state;

/** What a member is for. A gateway is an ordinary member that also has the gateway's services. */
public enum Role {
  DEVICE,
  GATEWAY
}
