const response = await fetch('https://api.ondayzero.com/api/v1/customers', {
  method: 'POST',
  headers: {
    Authorization: 'Bearer dz_your_token',
    'x-business-id': 'YOUR_BUSINESS_ID',
    'Content-Type': 'application/json',
  },
  body: JSON.stringify({
  "name": "string",
  "email": "string"
}),
});
const data = await response.json();
