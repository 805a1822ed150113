import { createServer } from 'node:http'

/** The limit: a bare server that sends the same number of bytes to everybody. Arguments: bytes, port. */
const [bytes = '0', port = '0'] = process.argv.slice(2)
const body = Buffer.alloc(Number(bytes), 'x')
const headers = { 'content-length': String(body.length), 'content-type': 'application/json; charset=utf-8' }

createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
}).listen(Number(port), '127.0.0.1')
