"""What a release of PyPI cloudflare 3 or newer sees of a server, as JSON. The environment names the server."""
import json
from os import environ

import cloudflare
from cloudflare import Cloudflare

ACCOUNT, NAMESPACE = environ["ACCOUNT"], environ["NAMESPACE"]
client = Cloudflare(api_token=environ["TOKEN"], base_url=environ["BASE_URL"])
namespaces = client.durable_objects.namespaces


def objects(**options):
    return namespaces.objects.list(id=NAMESPACE, account_id=ACCOUNT, **options)


def thrown(list_call):
    """The class of the error in which a listing ends, and its status."""
    try:
        for _ in list_call():
            pass
    except cloudflare.APIStatusError as error:
        return f"{type(error).__name__} {error.status_code}"
    return "nothing"


stranger = Cloudflare(api_token="wrong", base_url=environ["BASE_URL"])
keyed = Cloudflare(
    api_token=None,
    api_email=environ["EMAIL"],
    api_key=environ["KEY"],
    base_url=environ["BASE_URL"],
    # Without an Omit, releases before 5 insist on a token.
    default_headers={"Authorization": cloudflare._types.Omit()},
)
first = keyed.durable_objects.namespaces.objects.list(id=NAMESPACE, account_id=ACCOUNT, limit=10)
by_one = namespaces.list(account_id=ACCOUNT, extra_query={"per_page": 1})
print(
    json.dumps(
        {
            "namespaces": [each.to_dict() for each in namespaces.list(account_id=ACCOUNT)],
            "namespacesByOne": [each.id for each in by_one],
            "objects": [[each.id, each.has_stored_data] for each in objects()],
            "objectsBy777": [each.id for each in objects(limit=777.0)],
            "firstByKey": [each.id for each in first.result],
            "errors": {
                "token": thrown(lambda: stranger.durable_objects.namespaces.list(account_id=ACCOUNT)),
                "account": thrown(lambda: namespaces.list(account_id=environ["OTHER_ACCOUNT"])),
                "namespace": thrown(lambda: namespaces.objects.list(id="no-such", account_id=ACCOUNT)),
                "limit": thrown(lambda: objects(limit=9)),
                "cursor": thrown(lambda: objects(cursor="made-up")),
            },
        }
    )
)
