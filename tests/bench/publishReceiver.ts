import { createServer } from 'node:http'

/** Takes any post and says yes. */
const server = createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'))
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()

  process.send?.(typeof address === 'object' ? address?.port : null)
})
process.once('disconnect', () => process.exit(0))
