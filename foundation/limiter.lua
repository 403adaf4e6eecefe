-- Decide about one request by two rolling windows, exactly and atomically, with Valkey's clock.
-- KEYS[1]  list: the moments (microseconds) of the accepted requests of the last minute, oldest first
-- ARGV     requests per minute; requests per second; how many requests to decide about together and count, 0 to check for one
-- Returns  accepted (0 or 1); requests in the minute; the oldest one's time; microseconds until one is accepted; now
local MINUTE, SECOND = 60000000, 1000000
local key, count = KEYS[1], tonumber(ARGV[3])
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]

-- If the clock was set back, moments in the future count as now, so the limit is kept and no wait exceeds a minute.
local index = -1
local moment = redis.call('LINDEX', key, index)
while moment and tonumber(moment) > now do
    redis.call('LSET', key, index, now)
    index = index - 1
    moment = redis.call('LINDEX', key, index)
end

local oldest = redis.call('LINDEX', key, 0)
while oldest and tonumber(oldest) <= now - MINUTE do
    redis.call('LPOP', key)
    oldest = redis.call('LINDEX', key, 0)
end

-- A window is full as long as it holds the moment that lies as many requests back as it may hold beside the new ones.
local wait = 0
for window, requests in pairs({[MINUTE] = ARGV[1], [SECOND] = ARGV[2]}) do
    local blocking = redis.call('LINDEX', key, math.max(count, 1) - 1 - requests)
    if blocking then
        wait = math.max(wait, blocking + window - now)
    end
end

local accepted = wait == 0
if accepted and count > 0 then
    for _ = 1, count do
        redis.call('RPUSH', key, now)
    end
    redis.call('PEXPIRE', key, 61000)
    oldest = oldest or now
end
return {accepted and 1 or 0, redis.call('LLEN', key), tonumber(oldest or now), wait, now}
