/**
 * The peer's server: the CouchDB protocol over express-pouchdb with everything in memory, in a
 * process of its own. Prints its address. Not for anything but measuring.
 */
import express from 'express'
import expressPouchDb from 'express-pouchdb'
import memoryAdapter from 'pouchdb-adapter-memory'
import pouchDbCore from 'pouchdb-core'

const PouchDB = pouchDbCore.default ?? pouchDbCore
PouchDB.plugin(memoryAdapter.default ?? memoryAdapter)

const app = express()
app.use((request, response, next) => {
  response.set({
    'access-control-allow-origin': request.get('origin') ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, PUT, POST, DELETE, HEAD, OPTIONS',
    'access-control-allow-headers': 'accept, authorization, content-type',
    'access-control-max-age': '600',
  })
  if (request.method === 'OPTIONS') response.sendStatus(204)
  else next()
})
app.use(
  expressPouchDb(PouchDB.defaults({ adapter: 'memory' }), {
    mode: 'minimumForPouchDB',
    inMemoryConfig: true,
  }),
)
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`couch: http://127.0.0.1:${server.address().port}`)
})
