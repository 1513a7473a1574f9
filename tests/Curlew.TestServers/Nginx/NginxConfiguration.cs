using Curlew.TestServers.Certificates;

namespace Curlew.TestServers.Nginx;

/// <summary>
/// nginx.conf. One worker, so that what it does has one order: see <see cref="NginxServer.ReadAccessLogAsync"/>.
/// </summary>
internal static class NginxConfiguration
{
    // From this version on http2 is a directive of its own, and as a parameter of listen it draws a warning.
    private static readonly Version Http2Directive = new(1, 25, 1);

    public static string Write(
        NginxOptions options, NginxPorts ports, ServerCertificate certificate, Version version, TemporaryDirectory directory)
    {
        var directiveNeeded = version >= Http2Directive;
        var http2Parameter = directiveNeeded ? "" : " http2";
        var http2Directive = directiveNeeded ? "http2 on;" : "";
        return $$"""
            daemon off;
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            worker_processes 1;
            worker_rlimit_nofile {{options.WorkerConnections + 64}};
            {{(options.Processor is { } processor ? $"worker_cpu_affinity 1{new string('0', processor)};" : "")}}
            pid {{directory.File("nginx.pid")}};
            error_log {{directory.File(NginxFiles.ErrorLog)}} warn;
            events { worker_connections {{options.WorkerConnections}}; }
            http {
              log_format curlew '{{NginxLogEntry.Format}}';
              access_log {{(options.AccessLog ? $"{directory.File(NginxFiles.AccessLog)} curlew" : "off")}};
              client_body_temp_path {{directory.File("client-body")}};
              proxy_temp_path {{directory.File("proxy")}};
              fastcgi_temp_path {{directory.File("fastcgi")}};
              uwsgi_temp_path {{directory.File("uwsgi")}};
              scgi_temp_path {{directory.File("scgi")}};
              client_max_body_size 0;
              default_type text/plain;
              server_tokens off;
              tcp_nodelay on;
              keepalive_timeout 600s;
              keepalive_requests {{options.KeepaliveRequests}};
              http2_max_concurrent_streams {{options.MaxConcurrentStreams}};
              ssl_certificate {{certificate.CertificatePath}};
              ssl_certificate_key {{certificate.KeyPath}};
              {{(options.ClientCertificateAuthority is { } authority ? $"ssl_client_certificate {authority}; ssl_verify_client on;" : "")}}
              server {
                listen 127.0.0.1:{{ports.Http1}} backlog=4096;
                location / { return 200 "hello world\n"; }
              }
              server {
                listen 127.0.0.1:{{ports.Https}} ssl{{http2Parameter}} backlog=4096;
                {{http2Directive}}
                location / { return 200 "hello world\n"; }
              }
              server {
                listen 127.0.0.1:{{ports.Https1}} ssl backlog=4096;
                location / { return 200 "hello world\n"; }
              }
              server {
                listen 127.0.0.1:{{ports.H2c}}{{http2Parameter}} backlog=4096;
                {{http2Directive}}
                location / { return 200 "hello world\n"; }
              }
              server {
                listen 127.0.0.1:{{ports.Status}};
                access_log off;
                location = {{ports.StatusPath}} { stub_status; }
              }
            }

            """;
    }
}
