# shellcheck shell=bash
# One nginx, over TLS, as several servers: a healthy one, one whose HTTP/2 streams are reset by chance, one that retires a
# connection after 100 requests, and a slow one. It logs what arrived by arm, which is the truth to hold the figures against.
# Sets: healthy_url, resets_url, recycling_url, slow_url, nginx_pid.

readonly reset_percent=3
readonly recycled_after=100
# An answer of 4500 bytes at 4096 bytes a second: nginx sends a second's worth at once and the rest a second later.
readonly slow_bytes=4500

nginx_pid=

start_servers() {
    local port recycling_port
    port=$(free_port) recycling_port=$(free_port)
    healthy_url=https://127.0.0.1:$port/
    resets_url=https://127.0.0.1:$port/resets
    slow_url=https://127.0.0.1:$port/slow
    recycling_url=https://127.0.0.1:$recycling_port/
    make_certificate
    head -c "$slow_bytes" /dev/zero | tr '\0' x >"$work_dir/slow.txt"
    write_servers_config "$port" "$recycling_port"
    # Run by root, nginx's worker is another user, who may not even pass through a directory made by mktemp.
    chmod 711 "$work_dir"
    taskset -c "$server_core" nginx -p "$work_dir" -c "$work_dir/nginx.conf" 2>"$work_dir/nginx.out" &
    nginx_pid=$!
    wait_until 10 "nginx to answer" curl -skf -o "$work_dir/answer" "$healthy_url"
}

# The status 444 makes nginx send no answer: it resets an HTTP/2 stream (INTERNAL_ERROR), which is what a server's fault
# looks like. HTTP/1.1 has no streams to reset, so there it always answers.
write_servers_config() {
    cat >"$work_dir/nginx.conf" <<CONF
daemon off;
worker_processes 1;
worker_rlimit_nofile $(ulimit -n);
pid $work_dir/nginx.pid;
error_log $work_dir/nginx-error.log error;
events { worker_connections 20000; }
http {
    log_format arms '\$arg_arm \$request_method \$status \$server_protocol \$connection';
    access_log $work_dir/arms.log arms;
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
    split_clients \$request_id \$by_chance { $reset_percent% reset; * ""; }
    map "\$server_protocol \$by_chance" \$is_reset { default ""; "HTTP/2.0 reset" yes; }
    server {
        listen 127.0.0.1:$1 ssl http2 backlog=8192;
        location / { return 200 "hello world\n"; }
        location = /resets {
            if (\$is_reset) { return 444; }
            return 200 "hello world\n";
        }
        location = /slow { limit_rate 4096; alias $work_dir/slow.txt; }
    }
    server {
        listen 127.0.0.1:$2 ssl http2 backlog=8192;
        keepalive_requests $recycled_after;
        location / { return 200 "hello world\n"; }
    }
}
CONF
}

stop_servers() {
    [[ -n $nginx_pid ]] || return 0
    kill -TERM "$nginx_pid" 2>/dev/null || true
    wait "$nginx_pid" 2>/dev/null || true
    nginx_pid=
}

forget_arrivals() { : >"$work_dir/arms.log"; }

# What arrived by the number of the arm, as a JSON object; HEAD is Curlew's preflight.
arrivals() {
    awk '$2 != "HEAD" && $1 != "-" {
             requests[$1]++
             if ($3 == 444) resets[$1]++
             if (!(($1, $5) in seen)) { seen[$1, $5] = 1; connections[$1]++ }
         }
         END {
             for (arm in requests)
                 printf "{\"%s\":{\"requests\":%d,\"resets\":%d,\"connections\":%d}}\n", arm, requests[arm], resets[arm], connections[arm]
         }' "$work_dir/arms.log" | jq -sc 'add // {}'
}
