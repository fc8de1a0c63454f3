import httpx

headers = {
    "Authorization": "Bearer dz_your_token",
    "x-business-id": "YOUR_BUSINESS_ID",
}

payload = {
  "name": "string",
  "email": "string"
}

response = httpx.post("https://api.ondayzero.com/api/v1/customers", headers=headers, json=payload)
data = response.json()
