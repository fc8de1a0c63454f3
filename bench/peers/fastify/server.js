// What a Fastify service does for the same request: a token looked up, the body checked by a JSON Schema, one insert,
// the row answered. Two processes, as many as the machine has processors.
import cluster from 'node:cluster'
import { createHash, randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import pg from 'pg'

const text = (maxLength) => ({ anyOf: [{ type: 'string', maxLength }, { type: 'null' }] })
const body = {
  type: 'object',
  required: ['name', 'email'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 255 },
    email: { type: 'string', format: 'email' },
    address: text(500),
    phone: text(50),
    tax_id: text(50),
    website: text(255),
    notes: text(2000),
    credit_limit_cents: { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'null' }] },
    default_payment_term_id: text(100),
    status: { enum: ['active', 'inactive', 'archived'] },
    category: text(100),
    invoice_footer: text(1000)
  }
}
const columns = Object.keys(body.properties)

if (cluster.isPrimary) {
  cluster.fork()
  cluster.fork()
} else {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
  const app = Fastify()
  app.post('/api/v1/customers', { schema: { body } }, async (request, reply) => {
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '')
    const access = await pool.query({
      name: 'access',
      text: `select t.id, t.user_id, t.scopes, m.role from api_tokens t
        left join memberships m on m.user_id = t.user_id and m.business_id = $2
        where t.sha256 = $1 and t.revoked_at is null and t.expires_at > now()`,
      values: [createHash('sha256').update(token).digest(), request.headers['x-business-id']]
    })
    if (access.rowCount === 0) {
      return reply.code(401).send({ detail: 'Not authenticated' })
    }
    const given = { status: 'active', ...request.body }
    const inserted = await pool.query({
      name: 'insert',
      text: `insert into customers (business_id, id, ${columns.join(', ')})
        values ($1, $2, ${columns.map((_, i) => '$' + (i + 3)).join(', ')}) returning *`,
      values: [request.headers['x-business-id'], randomUUID(), ...columns.map((name) => given[name] ?? null)]
    })
    return reply.code(201).send({ ...inserted.rows[0], contacts: [] })
  })
  await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
}
