"""Prints invoices (BOLT 11) over so many satoshi, signed by LNbits' own library: a line of payment hash and invoice for each."""

import sys
import time
from hashlib import sha256
from os import urandom

from bolt11 import Bolt11, MilliSatoshi, Tags, encode

count, satoshi = int(sys.argv[1]), int(sys.argv[2])
key = urandom(32).hex()
for _ in range(count):
    payment_hash = sha256(urandom(32)).hexdigest()
    tags = {"payment_hash": payment_hash, "payment_secret": urandom(32).hex(), "description": "Two tickets"}
    invoice = Bolt11(
        currency="bc",
        amount_msat=MilliSatoshi(satoshi * 1000),
        date=int(time.time()),
        tags=Tags.from_dict(tags),
    )
    print(payment_hash, encode(invoice, key))
