-- Takes from limits by the generic cell rate algorithm (GCRA, ITU-T I.371), for several calls, each of several limits at once.
--
-- Inputs
--   KEYS               call by call, where each limit keeps its theoretical arrival time, in microseconds since 1970; the same
--                      key may come twice
--   ARGV[1]            now, in microseconds; empty: the clock of Redis, the one clock that all processes share
--   ARGV[2]            how many calls
--   ARGV[2 + c]        how many of the keys belong to call c
--   then, for each key
--     microseconds between two units at the sustained rate (whole, > 0)
--     burst: units that a rested key gives out at once (whole, > 0)
--     cost: units taken (whole, >= 0, <= burst)
-- Outputs
--   call by call, end to end:
--   allowed 0|1, microseconds until all of it would be allowed, remaining 1, microseconds until full 1, remaining 2, ...
-- Atomicity
--   One script, so no other command runs in between. For each call, either every limit gives and all its keys are written, or
--   one refuses and none of its keys is written; calls are decided in their order, each seeing what those before it took.
--   Run by eight processes side by side it gives out not one unit too many.
local now
if ARGV[1] == '' then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
else
  now = tonumber(ARGV[1])
end

local answer = {}
local calls = tonumber(ARGV[2])
local first = 1
for call = 1, calls do
  local last = first + tonumber(ARGV[2 + call]) - 1
  local intervals, tolerances, debts = {}, {}, {}
  local wait = 0
  for i = first, last do
    local key = KEYS[i]
    local at = 2 + calls + 3 * (i - 1)
    local interval = tonumber(ARGV[at + 1])
    local tolerance = interval * tonumber(ARGV[at + 2])
    intervals[i] = interval
    tolerances[i] = tolerance
    if debts[key] == nil then
      local stored = tonumber(redis.call('GET', key) or '0')
      -- More than the tolerance is never owed honestly: the clock was set back, or the limit was made smaller.
      debts[key] = math.min(math.max(stored - now, 0), tolerance)
    end
    debts[key] = debts[key] + interval * tonumber(ARGV[at + 3])
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

  answer[#answer + 1] = wait == 0 and 1 or 0
  answer[#answer + 1] = wait
  for i = first, last do
    local debt = debts[KEYS[i]]
    if wait > 0 then
      debt = math.min(math.max(tonumber(redis.call('GET', KEYS[i]) or '0') - now, 0), tolerances[i])
    end
    answer[#answer + 1] = math.max(0, math.floor((tolerances[i] - debt) / intervals[i]))
    answer[#answer + 1] = debt
  end
  first = last + 1
end
return answer
