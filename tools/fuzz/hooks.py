"""Lets Schemathesis reach the logic behind the gateways' accounts, and counts what was answered."""

import atexit
import base64
import hashlib
import itertools
import json
import os
import re
from collections import Counter
from datetime import datetime, timedelta, timezone

import requests
import schemathesis
from hypothesis import strategies

with open(os.environ["PAYCORE_FUZZ_DEMO"], encoding="utf-8") as file:
    demo = json.load(file)
credentials_of = demo["credentials"]
payment_key = demo["all_in_one"]["api_key"]
management_key = demo["all_in_one"]["management_key"]

#: Rules that no JSON schema can say; all else that is refused by field must be refused by the schema, too.
BEYOND_SCHEMA = re.compile(
    r".* field must be an IANA time zone\.|.* field must be a valid URL\.|.* field must not point to a private address\."
    r"|.* must be of the test environment for a pc_test_ key\.|.* field must be of the same .+ as the \w+\."
    r"|.* field must be between 5 minutes and 60 days ahead\.|.* field must not be greater than methods\.\d+\.max\."
    r"|.* field has a duplicate value\.|The gateway_credentials are of the \w+ environment\."
    r"|.* field must (have no|not have more than \d) decimal places in [A-Z]{3}\."
    r"|.* field must be darker: .*|.* field must be plain text of one line\."
    r"|The cursor field must be the next_cursor of a list with the same filters\."
)
ACCOUNTS = ("/api/paycore/pay/", "/api/paycore/gateways/")
LINK = "/api/paycore/pay"
MANAGE = "/api/paycore/manage/"
STORE = "/api/paycore/manage/gateways/{gateway}"
LOGO = "/api/paycore/manage/page/logo"
PAGE = "/{locale}/pay/{paymentNo}"
SERVED_LOGO = "/logos/{hash}"
#: 64 × 33, by Pillow 13.0.0 with libwebp 1.6.0.
IMAGES = {
    "image/png": base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAhCAIAAADmozp2AAAARklEQVR4nO3PQQ3AIADAQEDGbGIaGYjY40LSU9DOb5/xsqUD/mpAa0"
        "BrQGtAa0BrQGtAa0BrQGtAa0BrQGtAa0BrQHt+4AKMSAG3jXPcEQAAAABJRU5ErkJggg=="
    ),
    "image/webp": base64.b64decode("UklGRiQAAABXRUJQVlA4TBcAAAAvPwAIAAfQuWoUvf8BICH8Xy9G9D81AAA="),
}
LONGEST_ORDER_NO = 100

numbers = itertools.count(1)
answers = Counter()
excused = Counter()
strange_orders = set()
order_of = {}
pages = []
#: Of logos that were set.
hashes = []
#: Of the list of methods, by side.
versions = {}


def gateway_of(case):
    """Of a call that comes with an account at a gateway."""
    path = case.operation.path
    return path.split("/")[4] if path.startswith(ACCOUNTS) else None


for media_type, whole in IMAGES.items():
    schemathesis.openapi.media_type(media_type, strategies.just(whole) | strategies.binary(max_size=64))


#: Members that no schema names: what was refused or stored for them would show.
JUNK = [
    None, True, 0, 1e308, -0.0, 10**300, "", "x" * 20_000, "\ud800", "\u0000", [], {}, [[[[]]]],
    {"__proto__": {"amount": 1}}, {"constructor": {"prototype": {}}}, {"$ne": None}, {"a": "[{" * 50},
]
ADDS_UNKNOWN = "PAYCORE_FUZZ_UNKNOWN" in os.environ


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value] if depth % 2 else {"a": value}
    return value


def with_unknown(case):
    """Up to three members in the body and in the credentials in it, some as deep as a body may be, and deeper."""
    if not ADDS_UNKNOWN or not is_positive(case) or not isinstance(case.body, dict):
        return
    if case.media_type != "application/json":
        return
    drawn = share(case.body)
    junk = {f"x{at}": JUNK[(drawn + at * 7) % len(JUNK)] for at in range(1 + drawn % 3)}
    if drawn % 5 == 0:
        junk["deep"] = nested(29 if drawn % 2 else 200)
    inner = case.body.get("gateway_credentials")
    if isinstance(inner, dict) and drawn % 2:
        case.body = {**case.body, "gateway_credentials": {**inner, **junk}}
    else:
        case.body = {**case.body, **junk}


def share(value):
    """The same number below 100 for the same value, so that a seed's run can be taken again."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=repr).encode()).digest()[0] * 100 // 256


@schemathesis.hook
def before_call(context, case, kwargs):
    """Of 100 well-formed calls 75 come with the demo's account, and 90 of those for an order that is new."""
    if case.operation.path == PAGE and is_positive(case) and pages:
        open_a_page(case)
    if case.operation.path == SERVED_LOGO and is_positive(case) and hashes and share(case.path_parameters) < 50:
        case.path_parameters = {**case.path_parameters, "hash": hashes[-1]}
    fit(case)
    gateway, body = gateway_of(case), case.body
    if gateway is not None and is_positive(case) and isinstance(body, dict) and share(body) < 75:
        case.body = {**body, "gateway_credentials": credentials_of[gateway]}
        order_no = body.get("merchant_order_no")
        if order_no is not None and share(order_no) < 90:
            case.body["merchant_order_no"] = f"{next(numbers)}-{order_no}"[:LONGEST_ORDER_NO]
    with_unknown(case)


def fit(case):
    """What a schema cannot say of a create whose payer picks and of a managed shop, in three of four well-formed calls."""
    body = case.body
    if not is_positive(case) or not isinstance(body, dict) or share(body) >= 75:
        return
    if case.operation.path == LINK:
        tomorrow = datetime.now(timezone.utc) + timedelta(days=1)
        case.body = {**body, "merchant_order_no": f"{next(numbers)}-{body['merchant_order_no']}"[:LONGEST_ORDER_NO]}
        case.body.pop("methods", None)
        case.body["currency"] = "TWD"
        case.body["link_expires_at"] = tomorrow.isoformat()
    elif case.operation.path == STORE and case.method.upper() == "PUT":
        gateway = (case.path_parameters or {}).get("gateway")
        case.body = {**body, "environment": "test", "gateway_credentials": credentials_of.get(gateway, {})}
    elif case.operation.path == MANAGE + "methods":
        case.body = {**body, "version": versions.get(body.get("environment"), 1)}


def restore(case, response):
    """Gives back to the shop's test side what the other cases pay by."""
    path, verb = case.operation.path, case.method.upper()
    if response.status_code != 200 or not path.startswith(MANAGE) or verb not in ("PUT", "DELETE"):
        return
    root = response.request.url.split(MANAGE)[0] + MANAGE
    options = {"headers": {"X-API-KEY": management_key}, "timeout": 20}
    if path == STORE:
        gateway = case.path_parameters["gateway"]
        body = {"environment": "test", "gateway_credentials": credentials_of[gateway]}
        requests.put(f"{root}gateways/{gateway}", json=body, **options)
    elif path == MANAGE + "methods":
        data = requests.get(f"{root}methods?environment=test", **options).json()["data"]
        methods = [{**method, "enabled": True, "min": None, "max": None} for method in data["methods"]]
        body = {"environment": "test", "version": data["version"], "methods": methods}
        stored = requests.put(f"{root}methods", json=body, **options).json()["data"]
        versions["test"] = stored["version"]


def open_a_page(case):
    """Half of the payers have a page that is there; their token is the only one that opens anything."""
    if share(case.query) < 50:
        number, token = pages[share(case.path_parameters) * len(pages) // 100]
        case.path_parameters = {**case.path_parameters, "paymentNo": number}
        case.query = {**(case.query or {}), "token": token}


@schemathesis.hook
def after_call(context, case, response):
    if case.method.upper() != case.operation.method.upper():
        return
    answers[f"{case.operation.label} {response.status_code}"] += 1
    learn(case, response)
    restore(case, response)


def learn(case, response):
    """Which payments there are, and which of their orders came with an account that the gateway does not know."""
    gateway = gateway_of(case)
    if gateway and is_strange(case):
        strange_orders.add(str(case.body.get("merchant_order_no")).strip())
    if response.status_code != 200 or not case.operation.path.startswith("/api/paycore/"):
        return
    data = response.json().get("data", {})
    if case.operation.path == LOGO and data.get("logo"):
        hashes.append(data["logo"]["url"].rsplit("/", 1)[1])
    if case.operation.path == MANAGE + "methods":
        side = (case.query or {}).get("environment") or (case.body or {}).get("environment")
        versions[side] = data["version"]
    for payment in [data, *data.get("recent_transactions", []), *data.get("payments", [])]:
        if "payment_url" in payment:
            # Answered without the blanks around it, by what PayCore takes for blanks.
            order_of[payment["payment_no"]] = payment["merchant_order_no"].strip()
            pages.append((payment["payment_no"], payment["payment_url"].split("token=")[1]))


@schemathesis.hook
def filter_failure(context, failure, case, response):
    reason = excuse(failure, case, response)
    if reason:
        excused[reason] += 1
    return not reason


def excuse(failure, case, response):
    """Why an answer is right although a check cannot know it."""
    if response.status_code == 422 and type(failure).__name__ == "RejectedPositiveData":
        error = response.json()["error"]
        faults = [text for texts in error.get("fields", {}).values() for text in texts]
        if case.operation.path == LOGO:
            return "bytes that are no image"
        if case.operation.path == STORE and all(name.startswith("gateway_credentials") for name in error["fields"]):
            return "credentials that are not those of the path's gateway"
        if not faults:
            return "a gateway's refusal of a well-formed order"
        if all(BEYOND_SCHEMA.fullmatch(text) for text in faults):
            return "a rule that no schema can say"
    if ADDS_UNKNOWN and response.status_code == 400 and response.json()["error"]["error_code"] == "INVALID_JSON":
        return "a body nested deeper than 32 levels"
    if ADDS_UNKNOWN and response.status_code == 413:
        return "a body of more than 64 kB"
    if response.status_code == 502 and case.operation.path.endswith("/balance") and is_strange(case):
        return "a balance of an account that the gateway does not know"
    if response.status_code == 404 and case.operation.path.startswith(PAGE) and is_unavailable(failure):
        return "a page asked for with a token that is not its own"
    payment_no = (case.path_parameters or {}).get("paymentNo")
    if response.status_code == 502 and order_of.get(payment_no) in strange_orders:
        return "a sync of an account that the gateway does not know"
    return None


def is_unavailable(failure):
    return type(failure).__name__ == "EnsureResourceAvailability"


def is_strange(case):
    return isinstance(case.body, dict) and case.body.get("gateway_credentials") != credentials_of[gateway_of(case)]


def is_positive(case):
    return case.meta is None or case.meta.generation.mode.is_positive


def from_elsewhere(send):
    """
    Each request as from a client of its own, as the proxy before the API tells: or the guard of keys would end the run. Where the
    right key for payments would be sent to a management call, it is the right one of that kind.
    """

    def sending(session, request, **options):
        number = next(numbers)
        if MANAGE in request.url and request.headers.get("X-API-KEY") == payment_key:
            request.headers["X-API-KEY"] = management_key
        request.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        return send(session, request, **options)

    return sending


requests.Session.send = from_elsewhere(requests.Session.send)


@atexit.register
def write():
    with open(os.environ["PAYCORE_FUZZ_ANSWERS"], "w", encoding="utf-8") as file:
        json.dump({"answers": answers, "excused": excused}, file)
