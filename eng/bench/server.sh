# shellcheck shell=bash
# The server under load: one nginx worker that answers 12 bytes, over HTTP/1.1, TLS, and HTTP/2; a listener of its own
# notes when requests arrive.
# Sets: http_port, tls_port, h2_port, arrivals_port, nginx_pid.

nginx_pid=

# A port below the kernel's range for outgoing connections, on which nobody listens.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

url_of() {
    case $1 in
        http1) echo "http://127.0.0.1:$http_port/" ;;
        http1-tls) echo "https://127.0.0.1:$tls_port/" ;;
        http2-tls) echo "https://127.0.0.1:$h2_port/" ;;
    esac
}

start_nginx() {
    http_port=$(free_port) tls_port=$(free_port) h2_port=$(free_port) arrivals_port=$(free_port)
    make_certificate
    write_nginx_config
    # Run by root, nginx's worker is another user, who may not even pass through a directory made by mktemp.
    chmod 711 "$work_dir"
    taskset -c "$server_core" nginx -p "$work_dir" -c "$work_dir/nginx.conf" 2>"$work_dir/nginx.out" &
    nginx_pid=$!
    wait_until 10 "nginx to answer" curl -sf -o "$work_dir/answer" "http://127.0.0.1:$arrivals_port/"
}

stop_nginx() {
    [[ -n $nginx_pid ]] || return 0
    kill -TERM "$nginx_pid" 2>/dev/null || true
    wait "$nginx_pid" 2>/dev/null || true
    nginx_pid=
}

# Elliptic, because signing with RSA would make the server's core the bottleneck of every handshake.
make_certificate() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
        -keyout "$work_dir/server.key" -out "$work_dir/server.crt" 2>"$work_dir/openssl.out"
}

# keepalive_requests is raised so that nginx neither closes connections nor sends GOAWAY during the load.
write_nginx_config() {
    cat >"$work_dir/nginx.conf" <<CONF
daemon off;
worker_processes 1;
worker_rlimit_nofile $(ulimit -n);
pid $work_dir/nginx.pid;
error_log $work_dir/nginx-error.log warn;
events { worker_connections 20000; }
http {
    access_log off;
    keepalive_requests 1000000000;
    keepalive_timeout 600s;
    client_body_temp_path $work_dir/nginx-body;
    proxy_temp_path $work_dir/nginx-proxy;
    fastcgi_temp_path $work_dir/nginx-fastcgi;
    uwsgi_temp_path $work_dir/nginx-uwsgi;
    scgi_temp_path $work_dir/nginx-scgi;
    default_type text/plain;
    ssl_certificate $work_dir/server.crt;
    ssl_certificate_key $work_dir/server.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    # By chance, one in a hundred and one in ten thousand.
    split_clients \$request_id \$mishap { 1% status; 0.01% length; * ""; }
    server {
        listen 127.0.0.1:$http_port backlog=8192;
        listen 127.0.0.1:$tls_port ssl backlog=8192;
        listen 127.0.0.1:$h2_port ssl http2 backlog=8192;
        location / { return 200 "Hello, bench"; }
        # An answer is 160 bytes with its header and takes some seconds, so users who ask together share no connection.
        location /slow { limit_rate 50; return 200 "Hello, bench"; }
        location /mixed {
            if (\$mishap = status) { return 503 "Not now"; }
            if (\$mishap = length) { return 200 "$(printf '%02000d' 0)"; }
            return 200 "Hello, bench";
        }
        location /token { default_type application/json; return 200 '{"token":"abc","items":[1,2,3]}'; }
    }
    log_format arrival "\$msec \$request_method";
    server {
        listen 127.0.0.1:$arrivals_port;
        location /status { stub_status; }
        location / { access_log $work_dir/arrivals.log arrival; return 200 "Hello, bench"; }
    }
}
CONF
}
