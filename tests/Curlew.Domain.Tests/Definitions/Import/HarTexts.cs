namespace Curlew.Domain.Tests.Definitions.Import;

/// <summary>Archives as browsers export them, shortened.</summary>
internal static class HarTexts
{
    /// <summary>Chrome 131, "Save all as HAR (with sensitive data)".</summary>
    public const string Chrome = """
        {
          "log": {
            "version": "1.2",
            "creator": { "name": "WebInspector", "version": "537.36" },
            "pages": [
              { "startedDateTime": "2025-01-07T10:00:00.000Z", "id": "page_1", "title": "https://shop.test/", "pageTimings": { "onContentLoad": 120.1, "onLoad": 250.5 } }
            ],
            "entries": [
              {
                "_connectionId": "1842",
                "_initiator": { "type": "script", "stack": { "callFrames": [], "parent": { "description": "await", "callFrames": [], "parent": { "callFrames": [] } } } },
                "_priority": "VeryHigh",
                "_resourceType": "document",
                "cache": {},
                "connection": "443",
                "pageref": "page_1",
                "request": {
                  "method": "GET",
                  "url": "https://shop.test/cart?a=1&a=2",
                  "httpVersion": "http/2.0",
                  "headers": [
                    { "name": ":authority", "value": "shop.test" },
                    { "name": ":method", "value": "GET" },
                    { "name": ":path", "value": "/cart?a=1&a=2" },
                    { "name": ":scheme", "value": "https" },
                    { "name": "accept", "value": "text/html" },
                    { "name": "accept-encoding", "value": "gzip, deflate, br, zstd" },
                    { "name": "cookie", "value": "session=abc; theme=dark" },
                    { "name": "user-agent", "value": "Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0.0.0" }
                  ],
                  "queryString": [ { "name": "a", "value": "1" }, { "name": "a", "value": "2" } ],
                  "cookies": [ { "name": "session", "value": "abc" } ],
                  "headersSize": -1,
                  "bodySize": 0
                },
                "response": {
                  "status": 200, "statusText": "", "httpVersion": "http/2.0", "headers": [], "cookies": [],
                  "content": { "size": 12, "mimeType": "text/html", "text": "<p>Hello</p>" },
                  "redirectURL": "", "headersSize": -1, "bodySize": -1, "_transferSize": 300, "_error": null
                },
                "serverIPAddress": "192.0.2.1",
                "startedDateTime": "2025-01-07T10:00:00.000Z",
                "time": 250.5,
                "timings": { "blocked": 1, "dns": -1, "ssl": -1, "connect": -1, "send": 0.1, "wait": 200, "receive": 49.4, "_blocked_queueing": 0.5 }
              },
              {
                "_fromCache": "memory",
                "_resourceType": "script",
                "cache": {},
                "request": { "method": "GET", "url": "https://shop.test/app.js", "httpVersion": "http/2.0", "headers": [], "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 0 },
                "response": { "status": 200, "statusText": "", "httpVersion": "http/2.0", "headers": [], "cookies": [], "content": { "size": 0, "mimeType": "" }, "redirectURL": "", "headersSize": -1, "bodySize": 0 },
                "startedDateTime": "2025-01-07T10:00:00.260Z",
                "time": 0.1
              },
              {
                "cache": {},
                "request": { "method": "GET", "url": "data:image/png;base64,iVBORw0KGgo=", "httpVersion": "", "headers": [], "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 0 },
                "response": { "status": 200, "httpVersion": "", "headers": [], "cookies": [], "content": { "size": 0, "mimeType": "image/png" }, "redirectURL": "", "headersSize": -1, "bodySize": 0 },
                "startedDateTime": "2025-01-07T10:00:00.270Z",
                "time": 0.1
              },
              {
                "cache": {},
                "request": { "method": "GET", "url": "https://ads.test/track.js", "httpVersion": "", "headers": [], "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 0 },
                "response": { "status": 0, "statusText": "", "httpVersion": "", "headers": [], "cookies": [], "content": { "size": 0, "mimeType": "x-unknown" }, "redirectURL": "", "headersSize": -1, "bodySize": -1, "_error": "net::ERR_BLOCKED_BY_CLIENT" },
                "startedDateTime": "2025-01-07T10:00:00.280Z",
                "time": 1
              },
              {
                "_resourceType": "fetch",
                "cache": {},
                "request": {
                  "method": "POST",
                  "url": "https://shop.test/orders",
                  "httpVersion": "http/2.0",
                  "headers": [
                    { "name": ":method", "value": "POST" },
                    { "name": "content-length", "value": "36" },
                    { "name": "content-type", "value": "application/json" },
                    { "name": "cookie", "value": "session=abc; theme=dark" }
                  ],
                  "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 36,
                  "postData": { "mimeType": "application/json", "text": "{\"article\":17,\"note\":\"${not} a name\"}" }
                },
                "response": { "status": 409, "statusText": "", "httpVersion": "http/2.0", "headers": [], "cookies": [], "content": { "size": 0, "mimeType": "" }, "redirectURL": "", "headersSize": -1, "bodySize": -1 },
                "startedDateTime": "2025-01-07T10:00:02.500Z",
                "time": 80
              },
              {
                "_resourceType": "fetch",
                "cache": {},
                "request": {
                  "method": "POST",
                  "url": "https://shop.test/orders",
                  "httpVersion": "http/2.0",
                  "headers": [ { "name": "content-type", "value": "application/x-www-form-urlencoded" } ],
                  "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 16,
                  "postData": {
                    "mimeType": "application/x-www-form-urlencoded", "text": "q=a+b%26c&page=2",
                    "params": [ { "name": "q", "value": "a+b%26c" }, { "name": "page", "value": "2" } ]
                  }
                },
                "response": { "status": 200, "statusText": "", "httpVersion": "http/2.0", "headers": [], "cookies": [], "content": { "size": 0, "mimeType": "" }, "redirectURL": "", "headersSize": -1, "bodySize": -1 },
                "startedDateTime": "2025-01-07T10:00:02.600Z",
                "time": 20
              }
            ]
          }
        }
        """;

    /// <summary>Firefox 133, "Save All As HAR": local times, HTTP/1.1, an upload of a form.</summary>
    public const string Firefox = """
        {"log":{"version":"1.2","creator":{"name":"Firefox","version":"133.0"},"browser":{"name":"Firefox","version":"133.0"},
        "pages":[{"id":"page_1","pageTimings":{"onContentLoad":-23,"onLoad":-12},"startedDateTime":"2025-01-07T11:00:00.000+01:00","title":"Upload"}],
        "entries":[
        {"startedDateTime":"2025-01-07T11:00:05.000+01:00","request":{"bodySize":400,"method":"POST","url":"http://127.0.0.1:8080/files","httpVersion":"HTTP/1.1",
        "headers":[{"name":"Host","value":"127.0.0.1:8080"},{"name":"User-Agent","value":"Mozilla/5.0 Firefox/133.0"},{"name":"Accept-Encoding","value":"gzip, deflate, br, zstd"},
        {"name":"Content-Type","value":"multipart/form-data; boundary=----geckoformboundary1"},{"name":"Content-Length","value":"400"},{"name":"Connection","value":"keep-alive"},{"name":"Upgrade-Insecure-Requests","value":"1"}],
        "cookies":[],"queryString":[],"headersSize":500,
        "postData":{"mimeType":"multipart/form-data; boundary=----geckoformboundary1","params":[{"name":"title","value":"A ${b}"},{"name":"file","fileName":"a.png","contentType":"image/png"}],
        "text":"------geckoformboundary1\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA ${b}\r\n------geckoformboundary1--\r\n"}},
        "response":{"status":201,"statusText":"Created","httpVersion":"HTTP/1.1","headers":[],"cookies":[],"content":{"mimeType":"text/plain","size":2,"text":"ok"},"redirectURL":"","headersSize":60,"bodySize":62},
        "cache":{},"timings":{"blocked":0,"dns":0,"connect":0,"ssl":0,"send":0,"wait":8,"receive":0},"time":8,"_securityState":"insecure","serverIPAddress":"127.0.0.1","connection":"8080","pageref":"page_1"},
        {"startedDateTime":"2025-01-07T11:00:00.000+01:00","request":{"bodySize":0,"method":"GET","url":"http://127.0.0.1:8080/","httpVersion":"HTTP/1.1",
        "headers":[{"name":"Host","value":"shop.test"},{"name":"Upgrade","value":"h2c"}],"cookies":[],"queryString":[],"headersSize":300},
        "response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1","headers":[],"cookies":[],"content":{"mimeType":"text/html","size":0},"redirectURL":"","headersSize":60,"bodySize":62},
        "cache":{},"timings":{},"time":1000,"pageref":"page_1"},
        {"startedDateTime":"2025-01-07T11:00:00.500+01:00","request":{"bodySize":0,"method":"GET","url":"http://127.0.0.1:8080/logo.png","httpVersion":"HTTP/1.1","headers":[],"cookies":[],"queryString":[],"headersSize":300},
        "response":{"status":304,"statusText":"Not Modified","httpVersion":"HTTP/1.1","headers":[],"cookies":[],"content":{"mimeType":"image/png","size":0},"redirectURL":"","headersSize":60,"bodySize":62},
        "cache":{"afterRequest":null},"timings":{},"time":0,"pageref":"page_1"},
        {"startedDateTime":"2025-01-07T11:00:00.600+01:00","request":{"bodySize":0,"method":"GET","url":"http://127.0.0.1:8080/blocked.js","httpVersion":"","headers":[],"cookies":[],"queryString":[],"headersSize":0},
        "response":{"status":null,"statusText":"","httpVersion":"","headers":[],"cookies":[],"content":{},"redirectURL":"","headersSize":-1,"bodySize":-1},
        "cache":{},"timings":{},"time":0,"pageref":"page_1"}
        ]}}
        """;

    /// <summary>An archive of one entry.</summary>
    public static string OfEntry(string entry) => $$$"""{"log":{"entries":[{{{entry}}}]}}""";

    /// <summary>An archive of one request to <c>http://a.test/</c>, with more members.</summary>
    public static string OfRequest(string members) =>
        OfEntry($$$"""{"request":{"method":"POST","url":"http://a.test/",{{{members}}}}}""");
}
