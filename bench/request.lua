-- What wrk sends: BODY and, with KEYS=yes, an Idempotency-Key of its own for each request.
local body = os.getenv("BODY")
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  sent = 0
  started = os.time()
  keys = os.getenv("KEYS") == "yes"
  headers = {
    ["Authorization"] = "Bearer " .. os.getenv("TOKEN"),
    ["x-business-id"] = os.getenv("BUSINESS"),
    ["Content-Type"] = "application/json",
  }
  always = wrk.format("POST", nil, headers, body)
end

function request()
  if not keys then
    return always
  end
  sent = sent + 1
  headers["Idempotency-Key"] = started .. "-" .. id .. "-" .. sent
  return wrk.format("POST", nil, headers, body)
end

-- The statuses of all answers, which wrk itself only splits at 400, would cost a callback for each; it counts errors.
function done(summary, latency, requests)
  io.write(string.format(
    'JSON {"requests": %d, "seconds": %.3f, "refused": %d, "broken": %d, "p50": %.2f, "p99": %.2f, "p999": %.2f}\n',
    summary.requests, summary.duration / 1e6, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency:percentile(99.9) / 1e3))
end
