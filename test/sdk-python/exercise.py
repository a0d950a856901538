"""What the official Python SDK sees of a server, as JSON: CLOUDFLARE_BASE_URL and CLOUDFLARE_API_TOKEN name it."""
import json
import os
import sys

import cloudflare
from cloudflare import Cloudflare

ACCOUNT, OTHER_ACCOUNT, NAMESPACE = sys.argv[1:4]
client = Cloudflare()
namespaces = client.durable_objects.namespaces


def thrown(list_call):
    """The class of the error that a listing ends in."""
    try:
        for _ in list_call():
            pass
    except Exception as error:
        return type(error).__name__
    return None


stranger = Cloudflare(api_token="wrong")
keyed = Cloudflare(
    api_token=None,
    api_email=os.environ["TEST_EMAIL"],
    api_key=os.environ["TEST_KEY"],
    default_headers={"Authorization": cloudflare.Omit()},
)
first = keyed.durable_objects.namespaces.objects.list(id=NAMESPACE, account_id=ACCOUNT, limit=10)
print(
    json.dumps(
        {
            "version": cloudflare.__version__,
            "namespaces": [each.to_dict() for each in namespaces.list(account_id=ACCOUNT)],
            "objects": [each.id for each in namespaces.objects.list(id=NAMESPACE, account_id=ACCOUNT)],
            "by_777": [each.id for each in namespaces.objects.list(id=NAMESPACE, account_id=ACCOUNT, limit=777.0)],
            "first_by_key": [each.to_dict() for each in first.result],
            "errors": {
                "token": thrown(lambda: stranger.durable_objects.namespaces.list(account_id=ACCOUNT)),
                "account": thrown(lambda: namespaces.list(account_id=OTHER_ACCOUNT)),
                "namespace": thrown(lambda: namespaces.objects.list(id="no-such", account_id=ACCOUNT)),
                "limit": thrown(lambda: namespaces.objects.list(id=NAMESPACE, account_id=ACCOUNT, limit=9)),
                "cursor": thrown(lambda: namespaces.objects.list(id=NAMESPACE, account_id=ACCOUNT, cursor="x")),
            },
        }
    )
)
