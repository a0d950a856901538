"""What a release of PyPI cloudflare 2 sees of a server, as JSON: it gives answers as they are, and pages of them are asked for one by one."""
import json
from os import environ

from CloudFlare import CloudFlare
from CloudFlare.exceptions import CloudFlareAPIError

ACCOUNT, NAMESPACE, BASE_URL = environ["ACCOUNT"], environ["NAMESPACE"], environ["BASE_URL"]


def namespaces_of(**credentials):
    return CloudFlare(base_url=BASE_URL, raw=True, **credentials).accounts.workers.durable_objects.namespaces


namespaces = namespaces_of(token=environ["TOKEN"])


def objects(**options):
    """All objects, by following the cursors."""
    cursor = None
    while cursor != "":
        params = options if cursor is None else {**options, "cursor": cursor}
        page = namespaces.objects.get(ACCOUNT, NAMESPACE, params=params)
        yield from page["result"]
        cursor = page["result_info"]["cursors"]["after"]


def pages_by_one():
    """All namespaces, by following the pages."""
    page = 1
    while result := namespaces.get(ACCOUNT, params={"per_page": 1, "page": page})["result"]:
        yield from result
        page += 1


def thrown(call):
    """The class of the error in which a call ends, and its code."""
    try:
        call()
    except CloudFlareAPIError as error:
        return f"{type(error).__name__} {int(error)}"
    return "nothing"


try:
    keyed = namespaces_of(email=environ["EMAIL"], key=environ["KEY"])
except TypeError:
    # Before 2.10, a token with an email is a key.
    keyed = namespaces_of(email=environ["EMAIL"], token=environ["KEY"])
print(
    json.dumps(
        {
            "namespaces": namespaces.get(ACCOUNT)["result"],
            "namespacesByOne": [each["id"] for each in pages_by_one()],
            "objects": [[each["id"], each["hasStoredData"]] for each in objects()],
            "objectsBy777": [each["id"] for each in objects(limit=777)],
            "firstByKey": [each["id"] for each in keyed.objects.get(ACCOUNT, NAMESPACE, params={"limit": 10})["result"]],
            "errors": {
                "token": thrown(lambda: namespaces_of(token="wrong").get(ACCOUNT)),
                "account": thrown(lambda: namespaces.get(environ["OTHER_ACCOUNT"])),
                "namespace": thrown(lambda: namespaces.objects.get(ACCOUNT, "no-such")),
                "limit": thrown(lambda: list(objects(limit=9))),
                "cursor": thrown(lambda: namespaces.objects.get(ACCOUNT, NAMESPACE, params={"cursor": "made-up"})),
            },
        }
    )
)
