package io.dunlin.runtime.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Ed25519 (RFC 8032) as the JDK has it. */
final class Ed25519 {
  private static final String NAME = "Ed25519";

  private Ed25519() {}

  static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance(NAME).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + NAME, e);
    }
  }

  static PublicKey publicKey(byte[] x509) throws BadKeyException {
    try {
      var key = KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(x509));
      if (!(key instanceof EdECPublicKey)) throw new BadKeyException("not an Ed25519 public key");
      return key;
    } catch (GeneralSecurityException e) {
      throw new BadKeyException("not an Ed25519 public key");
    }
  }

  static PrivateKey privateKey(byte[] pkcs8) throws BadKeyException {
    try {
      return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw new BadKeyException("not an Ed25519 private key");
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a checked key signs", e);
    }
  }

  static boolean verify(PublicKey key, byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a checked key verifies", e);
    }
  }
}
