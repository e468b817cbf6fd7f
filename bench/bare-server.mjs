import { createServer } from "node:http";

// What node:http alone can do: it reads each request and gives the same answer. Plain JavaScript, whose start takes no time
// to strip types.
const { headers, body } = JSON.parse(process.argv[2] ?? "");
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, headers);
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}/api/graphql\n`);
});
