"""The algorithms give what their standards print."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bancheng.ground.crypto import EcdsaSigner, sha256_hex, sm3, sm3_hex, verify_with_pem
from bancheng.ground.crypto.ciphers import AES_256_GCM, SM4_GCM, Algorithm

# McGrew and Viega, "The Galois/Counter Mode of Operation", test case 16 (the vectors NIST SP 800-38D refers to).
AES_CASE = {
    "key": "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
    "nonce": "cafebabefacedbaddecaf888",
    "associated": "feedfacedeadbeeffeedfacedeadbeefabaddad2",
    "plaintext": "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
    "sealed": "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
    "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
    "76fc6ece0f4e1768cddf8853bb2d551b",
}
# RFC 8998, appendix A.1.
SM4_CASE = {
    "key": "0123456789abcdeffedcba9876543210",
    "nonce": "00001234567800000000abcd",
    "associated": "feedfacedeadbeeffeedfacedeadbeefabaddad2",
    "plaintext": "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
    "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
    "sealed": "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
    "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
    "83de3541e4c2b58177e065a9bf7b62ec",
}


def test_sm3_of_abc() -> None:
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"  # GB/T 32905-2016, A.1
    assert sm3_hex(b"abc") == expected
    assert sm3(b"abc") == bytes.fromhex(expected)


def test_sm3_of_sixty_four_bytes() -> None:
    expected = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"  # GB/T 32905-2016, A.2
    assert sm3_hex(b"abcd" * 16) == expected


def test_sha256_of_abc() -> None:
    assert sha256_hex(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_one_block_of_sm4() -> None:
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")  # GB/T 32907-2016, A.1: key and plaintext are the same
    encryptor = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()
    assert (encryptor.update(key) + encryptor.finalize()).hex() == "681edf34d206965e86b3e94f536e4246"


@pytest.mark.parametrize(("algorithm", "case"), [(AES_256_GCM, AES_CASE), (SM4_GCM, SM4_CASE)], ids=["AES", "SM4"])
def test_gcm_seals_and_opens_as_published(algorithm: Algorithm, case: dict[str, str]) -> None:
    given = {name: bytes.fromhex(text) for name, text in case.items()}
    sealed = algorithm.encrypt(given["key"], given["nonce"], given["plaintext"], given["associated"])
    assert sealed == given["sealed"]
    assert algorithm.decrypt(given["key"], given["nonce"], sealed, given["associated"]) == given["plaintext"]
    with pytest.raises(InvalidTag):
        algorithm.decrypt(given["key"], given["nonce"], sealed, b"other" + given["associated"])


def test_ecdsa_signs_as_rfc_6979_prints() -> None:
    private = 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721  # RFC 6979, A.2.5
    signer = EcdsaSigner("vector", ec.derive_private_key(private, ec.SECP256R1()))
    signature = signer.sign(b"sample")
    assert decode_dss_signature(signature) == (
        0xEFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,
        0xF7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8,
    )
    assert verify_with_pem(b"sample", signature, signer.public_pem())
    assert not verify_with_pem(b"Sample", signature, signer.public_pem())
