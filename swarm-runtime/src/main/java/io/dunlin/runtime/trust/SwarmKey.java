package io.dunlin.runtime.trust;

import io.dunlin.runtime.state.SwarmState.MissionVerifier;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;

/** The key of a whole swarm. Intake signs missions with it; every device knows the public half. */
public final class SwarmKey {
  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private SwarmKey(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  public static SwarmKey generate() {
    KeyPair pair = Ed25519.generate();
    return new SwarmKey(pair.getPrivate(), pair.getPublic());
  }

  /** From stored halves: PKCS#8 and X.509 encoded. */
  public static SwarmKey of(byte[] privateKey, byte[] publicKey) throws BadKeyException {
    return new SwarmKey(Ed25519.privateKey(privateKey), Ed25519.publicKey(publicKey));
  }

  public byte[] publicBytes() {
    return publicKey.getEncoded();
  }

  public byte[] privateBytes() {
    return privateKey.getEncoded();
  }

  /** Signs a mission's revision: 64 bytes. */
  public byte[] sign(byte[] revision) {
    return Ed25519.sign(privateKey, revision);
  }

  /** What devices check missions with. */
  public static MissionVerifier verifier(byte[] publicBytes) throws BadKeyException {
    PublicKey key = Ed25519.publicKey(publicBytes);
    return (revision, signature) -> Ed25519.verify(key, revision, signature);
  }
}
