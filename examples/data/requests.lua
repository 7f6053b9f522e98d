-- Requests for wrk: a small shop's visitors, some of them robots. Seeded, so that the order of
-- requests is the same each time; only the times differ.
math.randomseed(20150517)

local pages = { "/", "/index.html", "/style.css", "/app.js", "/old/page", "/admin/", "/missing.html" }
local agents = {
  "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
  "ExampleBot/2.1 (+http://bot.example.org/)",
  "curl/7.88.1",
}
local referers = { "http://www.example.com/", "http://search.example.net/?q=flume", "-" }
local networks = { "192.0.2.", "198.51.100.", "203.0.113." }

local function pick(list)
  return list[math.random(#list)]
end

local function path()
  local dice = math.random(100)
  if dice <= 30 then return pick(pages) end
  if dice <= 50 then return "/blog/post-" .. math.random(9) .. ".html" end
  if dice <= 70 then return "/img/photo-" .. math.random(8) .. ".jpg" end
  if dice <= 95 then return "/api/items/" .. math.random(500) .. "?page=" .. math.random(20) .. "&sort=price" end
  return "/shop/cart"
end

local function client()
  if math.random(12) == 1 then return string.format("2001:db8::%x", math.random(4096)) end
  return pick(networks) .. math.random(1, 254)
end

local function method()
  local dice = math.random(100)
  if dice <= 80 then return "GET" end
  if dice <= 92 then return "POST" end
  return pick({ "HEAD", "PUT", "DELETE", "OPTIONS" })
end

function request()
  local headers = { ["User-Agent"] = pick(agents), ["X-Forwarded-For"] = client() }
  local referer = pick(referers)
  if referer ~= "-" then headers["Referer"] = referer end
  if math.random(40) == 1 then headers["Authorization"] = "Basic YWxpY2U6c2VjcmV0" end
  return wrk.format(method(), path(), headers)
end

-- Milliseconds before the next request of a connection.
function delay()
  return math.random(0, 900)
end
