"""Writes golden-vectors.json from the layouts as docs/adr/0003-leaf-layout.md states them, with nothing but Python's own library.

It shares no code with the library, so that the vectors are a second reading of the layout and not a copy of the first.
Usage: python3 golden_vectors.py > golden-vectors.json
"""
import hashlib
import hmac
import json
import uuid

KEY = bytes(range(32))
KINDS = {"ballot": 1, "review": 2, "restoration": 3, "removal": 4, "withdrawal": 5, "rules": 6, "window": 7, "privileged-read": 8, "close": 9}


def sha(data):
    return hashlib.sha256(data).digest()


def mac(data):
    return hmac.new(KEY, data, hashlib.sha256).digest()


def edition_hash(edition):
    return sha(b"wsis/edition/v1\0" + edition.encode("ascii"))


def ballot_bytes(edition, order, choices):
    out = b"wsis/ballot/v1\0" + edition_hash(edition) + order.to_bytes(2, "big") + len(choices).to_bytes(2, "big")
    for category, nominee in sorted(choices):
        out += category.to_bytes(2, "big") + nominee.to_bytes(4, "big")
    return out


def leaf_bytes(kind, edition, nullifier, version, minute, content):
    return (b"wsis/leaf/v1\0" + bytes([KINDS[kind]]) + edition_hash(edition) + nullifier
            + version.to_bytes(4, "big") + minute.to_bytes(4, "big") + content)


def root(hashes):
    """RFC 6962 section 2.1, as the definition reads."""
    if not hashes:
        return sha(b"")
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha(b"\x01" + root(hashes[:split]) + root(hashes[split:]))


CASES = [
    ("one choice", "demo-2026", "0b8f6a52-8c1e-4f7d-9a43-1d2e3f405162", 1, 29_541_600, 0, [(1, 17)]),
    ("an empty ballot", "demo-2026", "0b8f6a52-8c1e-4f7d-9a43-1d2e3f405162", 2, 29_541_601, 63, []),
    ("eighteen choices given in reverse", "edition-2015", "ffffffff-ffff-4fff-bfff-ffffffffffff", 7, 23_700_000, 12,
     [(number, 300 - number) for number in range(18, 0, -1)]),
    ("the largest numbers", "x", "00000000-0000-4000-8000-000000000000", 4_294_967_295, 4_294_967_295, 65_535, [(65_535, 4_294_967_295), (0, 0)]),
]

ballots, leaf_hashes = [], []
for name, edition, voter, version, minute, order, choices in CASES:
    voter_bytes = uuid.UUID(voter).bytes
    salt = mac(b"wsis/salt/v1\0" + edition_hash(edition) + voter_bytes + version.to_bytes(4, "big"))
    nullifier = mac(b"wsis/nullifier/v1\0" + edition_hash(edition) + voter_bytes)
    canonical = ballot_bytes(edition, order, choices)
    commitment = sha(canonical + salt)
    leaf = leaf_bytes("ballot", edition, nullifier, version, minute, commitment)
    leaf_hashes.append(sha(b"\0" + leaf))
    ballots.append({
        "name": name, "edition": edition, "editionHash": edition_hash(edition).hex(), "voterId": voter, "version": version, "minute": minute,
        "orderNumber": order, "choices": choices, "canonicalBallot": canonical.hex(), "salt": salt.hex(), "nullifier": nullifier.hex(),
        "commitment": commitment.hex(), "leaf": leaf.hex(), "leafHash": leaf_hashes[-1].hex(),
    })

records = []
for kind in list(KINDS)[1:]:
    payload = json.dumps({"kind": kind, "numbers": [3, 5]}, separators=(",", ":"))
    content = sha(b"wsis/payload/v1\0" + bytes([KINDS[kind]]) + payload.encode())
    leaf = leaf_bytes(kind, "demo-2026", bytes(32), 3, 29_541_602, content)
    leaf_hashes.append(sha(b"\0" + leaf))
    records.append({"kind": kind, "edition": "demo-2026", "version": 3, "minute": 29_541_602, "payload": payload,
                    "payloadHash": content.hex(), "leaf": leaf.hex(), "leafHash": leaf_hashes[-1].hex()})

batch_root = root(leaf_hashes[:3])
message = (b"wsis/receipt/v1\0" + edition_hash("demo-2026") + (41).to_bytes(8, "big") + (43).to_bytes(8, "big") + batch_root
           + (1_772_366_400_123).to_bytes(8, "big"))
print(json.dumps({
    "note": "Made by golden_vectors.py. Append only: a vector that changes means that published leaves can no longer be checked.",
    "commitmentKey": KEY.hex(),
    "ballots": ballots,
    "records": records,
    "rootOfAllLeafHashes": root(leaf_hashes).hex(),
    "batch": {"edition": "demo-2026", "first": 41, "last": 43, "root": batch_root.hex(), "signedAtMs": 1_772_366_400_123, "message": message.hex()},
}, indent=2))
