"""A passkey made of software: answers as a browser and the device behind it do, without either."""

import json
from collections.abc import Mapping
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG


class SoftKey:
    """One passkey: `make` answers a page that adds it, `show` one that asks for it."""

    def __init__(self, host: str = "testserver", *, recognises: bool = True) -> None:
        self.host, self.key, self.name = host, ec.generate_private_key(ec.SECP256R1()), token_bytes(16)
        self.flags = FLAG.UP | FLAG.UV if recognises else FLAG.UP
        self.holder = ""

    def make(self, asked: Mapping[str, Any]) -> str:
        public = asked["publicKey"]
        self.holder = public["user"]["id"]
        held = AttestedCredentialData.create(
            Aaguid.NONE, self.name, ES256.from_cryptography_key(self.key.public_key())
        )
        proof = AuthenticatorData.create(self._place(), self.flags | FLAG.AT, 0, held)
        return self._said(
            clientDataJSON=self._client("webauthn.create", public["challenge"]),
            attestationObject=AttestationObject.create("none", proof, {}),
        )

    def show(self, asked: Mapping[str, Any]) -> str:
        client = self._client("webauthn.get", asked["publicKey"]["challenge"])
        proof = AuthenticatorData.create(self._place(), self.flags, 1)
        signed = self.key.sign(proof + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._said(
            clientDataJSON=client, authenticatorData=proof, signature=signed, userHandle=self.holder
        )

    def _place(self) -> bytes:
        return sha256(self.host.encode()).digest()

    def _client(self, act: str, challenge: str) -> bytes:
        return CollectedClientData.create(act, challenge, f"https://{self.host}")

    def _said(self, **parts: bytes | str) -> str:
        texts = {
            name: part if isinstance(part, str) else websafe_encode(part) for name, part in parts.items()
        }
        name = websafe_encode(self.name)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": texts,
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )
