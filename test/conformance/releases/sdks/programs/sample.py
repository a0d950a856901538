# The sample of Cloudflare's API documentation for "List Objects", as printed there (developers.cloudflare.com/api/python,
# seen 2026-11-21), with only the identifiers changed. CLOUDFLARE_BASE_URL names the server.
import os
from cloudflare import Cloudflare

client = Cloudflare(
    api_token=os.environ.get("CLOUDFLARE_API_TOKEN"),  # This is the default and can be omitted
)
page = client.durable_objects.namespaces.objects.list(
    id="my-worker-ChatRoom",
    account_id="023e105f4ecef8ad9ca31a8372d0c353",
)
page = page.result[0]
print(page.id)
