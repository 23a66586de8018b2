#!/bin/sh
# Writes the digest of every image that the Dockerfile and the compose files name behind its tag, so that a build takes the very
# image that was looked at. Changes nothing unless every digest was found; run again, it renews them.
#   docker/pin.sh                                            asks by docker, skopeo or crane, whichever is installed
#   PIN_REGISTRY=https://registry.example docker/pin.sh      asks this registry or mirror itself, by curl
set -eu
cd "$(dirname "$0")/.."

files='Dockerfile docker-compose.yml docker/mongodb.yml'
index='application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json'

give_up() {
  echo "pin: $1 Nothing was changed." >&2
  exit 1
}

# The digest of what a registry answers is the hash of its bytes: no header need be believed.
digest_of_bytes() {
  [ -s "$1" ] && echo "sha256:$(sha256sum "$1" | cut -d' ' -f1)"
}

# A parameter of a `WWW-Authenticate: Bearer` header.
parameter() {
  sed -nE "s/^[Ww][Ww][Ww]-[Aa]uthenticate: *[Bb]earer .*$1=\"([^\"]*)\".*/\1/p" "$work/headers"
}

# The token that a registry gives anybody for reading, where it wants one.
token() {
  realm=$(parameter realm)
  [ -n "$realm" ] || return 1
  curl -fsS --max-time 20 -G --data-urlencode "service=$(parameter service)" --data-urlencode "scope=$(parameter scope)" "$realm" |
    sed -nE 's/.*"(access_)?token" *: *"([^"]+)".*/\2/p'
}

by_curl() {
  name=${1%%:*}
  case $name in */*) ;; *) name="library/$name" ;; esac
  url="${PIN_REGISTRY%/}/v2/$name/manifests/${1#*:}"
  ask() { curl -sS --max-time 20 -D "$work/headers" -o "$work/manifest" -w '%{http_code}' -H "Accept: $index" "$@" "$url"; }
  status=$(ask) || return 1
  if [ "$status" = 401 ]; then status=$(ask -H "Authorization: Bearer $(token)") || return 1; fi
  [ "$status" = 200 ] && digest_of_bytes "$work/manifest"
}

digest_of() {
  case $asker in
  curl) by_curl "$1" ;;
  docker) docker buildx imagetools inspect "$1" --format '{{.Manifest.Digest}}' ;;
  skopeo) skopeo inspect --raw "docker://$1" >"$work/manifest" && digest_of_bytes "$work/manifest" ;;
  crane) crane digest "$1" ;;
  esac
}

asker=
if [ -n "${PIN_REGISTRY:-}" ]; then
  asker=curl
else
  for tool in crane skopeo docker; do if command -v $tool >/dev/null; then asker=$tool; fi; done
fi
[ -n "$asker" ] || give_up 'There is no docker, skopeo or crane here, and PIN_REGISTRY names no registry.'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2086
images=$(sed -nE 's/^FROM +([^ $]+:[^ $]+).*/\1/p; s/^ +image: +([^ $]+:[^ $]+) *$/\1/p' $files | sed 's/@sha256:.*//' | sort -u)
[ -n "$images" ] || give_up 'No image is named.'

for image in $images; do
  digest=$(digest_of "$image") || give_up "No registry told the digest of $image."
  echo "$digest" | grep -qE '^sha256:[0-9a-f]{64}$' || give_up "This is no digest of $image: $digest."
  quoted=$(echo "$image" | sed 's/\./\\./g')
  # By printf: an echo of some shells takes backslashes for its own.
  printf '%s\n' "s#^(FROM +| +image: +)$quoted(@sha256:[0-9a-f]+)?( .*)?\$#\1$image@$digest\3#" >>"$work/changes"
  echo "$image@$digest"
done
for file in $files; do
  sed -E -f "$work/changes" "$file" >"$work/changed"
  cat "$work/changed" >"$file"
done
