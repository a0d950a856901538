/** Answers `/echo` with the question, and everything else with an error. */
export default {
  async fetch(request: Request): Promise<Response> {
    if (new URL(request.url).pathname !== "/echo") return new Response("no such question", { status: 500 });
    return new Response(JSON.stringify(await request.json()));
  },
};
