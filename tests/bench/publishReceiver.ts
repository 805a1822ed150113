import { createServer } from 'node:http'

/** Takes any post and says yes: at once, or at `/slow` after so many milliseconds as it is started with. */
const slowMs = Number(process.argv[2] ?? 0)
const server = createServer((request, response) => {
  const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}')

  request.resume().once('end', () => (request.url === '/slow' ? setTimeout(answer, slowMs) : answer()))
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()

  process.send?.(typeof address === 'object' ? address?.port : null)
})
process.once('disconnect', () => process.exit(0))
