// The part of the system's libcrypto (OpenSSL 1.1 or newer) that the target Hashing uses. No logic.
//
// The three functions of SHA-256 work on a value, need no memory, no configuration file and no provider, and cannot
// fail; the interface that OpenSSL recommends instead (EVP) can fail and starts slower. The speed is the same;
// CONTRIBUTING.md has the figures.
#ifndef TRIBUTARY_CCRYPTO_H
#define TRIBUTARY_CCRYPTO_H

#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/sha.h>

#endif
