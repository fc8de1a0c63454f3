"""What a FastAPI service does for the same request: a token looked up, the body checked by pydantic, one insert, the row
answered. Two workers, as many as the machine has processors."""
import contextlib
import datetime
import hashlib
import os
import typing
import uuid

import asyncpg
import fastapi
import pydantic
import uvicorn

ACCESS = """select t.id, t.user_id, t.scopes, m.role from api_tokens t
  left join memberships m on m.user_id = t.user_id and m.business_id = $2
  where t.sha256 = $1 and t.revoked_at is null and t.expires_at > now()"""


def text(most):
    return typing.Annotated[str | None, pydantic.Field(max_length=most)]


class CustomerCreate(pydantic.BaseModel):
    name: typing.Annotated[str, pydantic.Field(min_length=1, max_length=255)]
    email: pydantic.EmailStr
    address: text(500) = None
    phone: text(50) = None
    tax_id: text(50) = None
    website: text(255) = None
    notes: text(2000) = None
    credit_limit_cents: typing.Annotated[int | None, pydantic.Field(ge=0)] = None
    default_payment_term_id: text(100) = None
    status: typing.Literal["active", "inactive", "archived"] = "active"
    category: text(100) = None
    invoice_footer: text(1000) = None


class Customer(CustomerCreate):
    id: uuid.UUID
    business_id: uuid.UUID
    created_at: datetime.datetime
    updated_at: datetime.datetime
    is_deleted: bool
    deleted_at: datetime.datetime | None
    stripe_customer_id: str | None
    contacts: list = []


FIELDS = list(CustomerCreate.model_fields)
INSERT = (f"insert into customers (business_id, id, {', '.join(FIELDS)})"
          f" values ($1, $2, {', '.join(f'${place}' for place in range(3, len(FIELDS) + 3))}) returning *")


@contextlib.asynccontextmanager
async def with_pool(app):
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], max_size=10) as pool:
        app.state.pool = pool
        yield


app = fastapi.FastAPI(lifespan=with_pool)


@app.post("/api/v1/customers", status_code=201)
async def create_customer(
        body: CustomerCreate, request: fastapi.Request, authorization: typing.Annotated[str, fastapi.Header()] = "",
        x_business_id: typing.Annotated[uuid.UUID | None, fastapi.Header()] = None) -> Customer:
    async with request.app.state.pool.acquire() as database:
        sha256 = hashlib.sha256(authorization.removeprefix("Bearer ").encode()).digest()
        if await database.fetchrow(ACCESS, sha256, x_business_id) is None:
            raise fastapi.HTTPException(401, "Not authenticated")
        given = [getattr(body, name) for name in FIELDS]
        return Customer(**await database.fetchrow(INSERT, x_business_id, uuid.uuid4(), *given))


if __name__ == "__main__":
    uvicorn.run("server:app", host="127.0.0.1", port=int(os.environ["PORT"]), workers=2, loop="uvloop", http="httptools",
                access_log=False)
