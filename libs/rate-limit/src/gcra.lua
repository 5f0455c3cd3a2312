-- Takes from several limits at once, by the generic cell rate algorithm (GCRA, ITU-T I.371).
--
-- Inputs
--   KEYS[i]            where limit i keeps its theoretical arrival time, in microseconds since 1970; the same key may come twice
--   ARGV[1]            now, in microseconds; empty: the clock of Redis, the one clock that all processes share
--   ARGV[3i-1]         microseconds between two units at the sustained rate (whole, > 0)
--   ARGV[3i]           burst: units that a rested key gives out at once (whole, > 0)
--   ARGV[3i+1]         cost: units taken (whole, >= 0, <= burst)
-- Outputs
--   {allowed 0|1, microseconds until all of it would be allowed, remaining 1, microseconds until full 1, remaining 2, ...}
-- Atomicity
--   One script, so no other command runs in between: either every limit gives and all keys are written, or one
--   refuses and no key is written. Run by eight processes side by side it gives out not one unit too many.
local now
if ARGV[1] == '' then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
else
  now = tonumber(ARGV[1])
end

local debts = {}
local wait = 0
for i = 1, #KEYS do
  local key = KEYS[i]
  local interval = tonumber(ARGV[3 * i - 1])
  local tolerance = interval * tonumber(ARGV[3 * i])
  if debts[key] == nil then
    local stored = tonumber(redis.call('GET', key) or '0')
    -- More than the tolerance is never owed honestly: the clock was set back, or the limit was made smaller.
    debts[key] = math.min(math.max(stored - now, 0), tolerance)
  end
  debts[key] = debts[key] + interval * tonumber(ARGV[3 * i + 1])
  wait = math.max(wait, debts[key] - tolerance)
end

if wait == 0 then
  for key, debt in pairs(debts) do
    -- '%.0f' because tostring() keeps 14 digits and this has 16. Five seconds more, so that a key never goes before its debt does.
    if debt > 0 then
      redis.call('SET', key, string.format('%.0f', now + debt), 'PX', math.ceil(debt / 1000) + 5000)
    end
  end
end

local answer = { wait == 0 and 1 or 0, wait }
for i = 1, #KEYS do
  local interval = tonumber(ARGV[3 * i - 1])
  local tolerance = interval * tonumber(ARGV[3 * i])
  local debt = debts[KEYS[i]]
  if wait > 0 then
    debt = math.min(math.max(tonumber(redis.call('GET', KEYS[i]) or '0') - now, 0), tolerance)
  end
  answer[2 * i + 1] = math.max(0, math.floor((tolerance - debt) / interval))
  answer[2 * i + 2] = debt
end
return answer
