package io.dunlin.runtime.trust;

import io.dunlin.crdt.ReplicaId;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A device's own key pair, made at its first start and never part of an image.
 *
 * @param publicKey X.509 encoded
 * @param privateKey PKCS#8 encoded
 */
public record DeviceKey(byte[] publicKey, byte[] privateKey) {

  public static DeviceKey generate() {
    KeyPair pair = Ed25519.generate();
    return new DeviceKey(pair.getPublic().getEncoded(), pair.getPrivate().getEncoded());
  }

  /** Takes stored keys and checks that they belong together. */
  public static DeviceKey of(byte[] publicKey, byte[] privateKey) throws BadKeyException {
    byte[] probe = {1};
    byte[] signature = Ed25519.sign(Ed25519.privateKey(privateKey), probe);
    if (!Ed25519.verify(Ed25519.publicKey(publicKey), probe, signature)) {
      throw new BadKeyException("public and private key do not belong together");
    }
    return new DeviceKey(publicKey, privateKey);
  }

  public ReplicaId id() {
    return idOf(publicKey);
  }

  /** The first 16 bytes of SHA-256 of the encoded public key. */
  public static ReplicaId idOf(byte[] publicKey) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey);
      return ReplicaId.of(Arrays.copyOf(hash, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "DeviceKey[" + id() + "]";
  }
}
