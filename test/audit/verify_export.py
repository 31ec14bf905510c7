"""A second verifier of exported audit logs, written from the standards alone: RFC 6962, RFC 8032, c2sp.org/tlog-checkpoint.

Knows nothing of the first one's code. Usage: python3 verify_export.py FILE. Ends with 0 for `ok`, with 2 otherwise.
"""
import base64
import hashlib
import json
import re
import sys

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    squared = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(squared, (P + 3) // 8, P)
    if (x * x - squared) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - squared) % P:
        return None
    return P - x if x & 1 != sign else x


def add(p, q):
    """Extended coordinates, RFC 8032 section 5.1.4."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def decode_point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)


def signed(public, message, signature):
    """RFC 8032 section 5.1.7."""
    point, r = decode_point(public), decode_point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or point is None or r is None or s >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(digest, "little") % ORDER
    left, right = multiply(s, BASE), add(r, multiply(k, point))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


class Tree:
    """Perfect subtrees from left to right as (leaves, hash)."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, leaf):
        self.size += 1
        self.peaks.append((1, leaf))
        while len(self.peaks) > 1 and self.peaks[-1][0] == self.peaks[-2][0]:
            (count, right), (_, left) = self.peaks.pop(), self.peaks.pop()
            self.peaks.append((2 * count, sha256(b"\x01", left, right)))

    def root(self):
        if not self.peaks:
            return sha256()
        root = self.peaks[-1][1]
        for _, left in reversed(self.peaks[:-1]):
            root = sha256(b"\x01", left, root)
        return root


def read_key(text):
    name, key_id, body = text.split("+", 2)
    data = base64.b64decode(body)
    if data[0] != 1 or sha256(name.encode() + b"\n" + data)[:4].hex() != key_id:
        raise ValueError("the key is not what its id says")
    return name, bytes.fromhex(key_id), data[1:]


def fault_of_checkpoint(note, origin, key, tree):
    text, _, signatures = note.partition("\n\n")
    name, key_id, public = key
    given_origin, size, root = text.split("\n")[:3]
    if given_origin != origin:
        return "a checkpoint of another log"
    for line in signatures.splitlines():
        mark, signer, value = line.split(" ")
        data = base64.b64decode(value, validate=True)
        if mark == "\u2014" and signer == name and data[:4] == key_id:
            if not signed(public, (text + "\n").encode(), data[4:]):
                return "a forged signature"
            break
    else:
        return "no signature of the log's key"
    if int(size) != tree.size:
        return f"{size} entries were signed, {tree.size} stand here"
    return None if base64.b64decode(root) == tree.root() else "not what was signed"


LEAF = re.compile(rb'\{"position":(\d+),"hash":"([0-9a-f]{64})"(?:,"entry":(\{.*\}))?\}')


def verify(lines):
    header = json.loads(lines[0])
    key, origin, tree, covered = read_key(header["key"]), header["log"], Tree(), 0
    for line in lines[1:]:
        if line.startswith(b'{"checkpoint":'):
            fault = fault_of_checkpoint(json.loads(line)["checkpoint"], origin, key, tree)
            if fault:
                return f"entries {covered} to {tree.size - 1}: {fault}"
            covered = tree.size
            continue
        match = LEAF.fullmatch(line)
        if not match or int(match[1]) != tree.size:
            return f"entry {tree.size}: missing or out of place"
        if match[3] is not None and sha256(b"\0", match[3]).hex() != match[2].decode():
            return f"entry {tree.size}: changed"
        tree.add(bytes.fromhex(match[2].decode()))
    return f"entry {covered}: under no checkpoint" if covered < tree.size else None


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        found = verify([line for line in file.read().split(b"\n") if line])
    print("ok" if found is None else f"NOT OK: {found}")
    sys.exit(0 if found is None else 2)
