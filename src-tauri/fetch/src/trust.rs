//! Whom to believe: the operating system's certificate store, and the certificates that an administrator adds.

use std::error::Error;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, OtherError, RootCertStore, SignatureScheme};
use rustls_platform_verifier::Verifier;
use x509_cert::Certificate;
use x509_cert::der::Decode;

use crate::failure::{Failure, FailureCode};

/// Largest file of certificates read, in bytes; a whole system's store has a quarter of it.
const FILE_BYTES: u64 = 1024 * 1024;
/// Letters of an issuer's name that are shown.
const ISSUER_LETTERS: usize = 80;

/// Certificates to believe beside those of the operating system.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// Files with one or many certificates each: PEM, or one in DER.
    pub extra_certificates: Vec<PathBuf>,
}

impl Trust {
    /// Reads the system's store anew, so that what IT installed since counts.
    pub(crate) fn tls(&self) -> Result<ClientConfig, Failure> {
        let mut extra = Vec::new();
        for path in &self.extra_certificates {
            extra.extend(certificates(path)?);
        }
        let provider = Arc::new(ring::default_provider());
        let inner = Verifier::new_with_extra_roots(extra, provider.clone()).map_err(|error| {
            let message = format!("the certificates that this computer trusts could not be read ({error})");
            Failure::new(FailureCode::CertificateFile, message)
        })?;
        let mut tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| {
                Failure::new(FailureCode::Unreachable, format!("the network could not be set up ({error})"))
            })?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(NamesTheIssuer(inner)))
            .with_no_client_auth();
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(tls)
    }
}

/// All certificates of a file. One that cannot be used is a failure: an administrator who names a file wants it to
/// count, and a laptop that quietly goes without it fails later with a riddle.
fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let failure = |what: String| {
        Failure::new(FailureCode::CertificateFile, format!("the certificate file {} {what}", path.display()))
    };
    let bytes = read(path).map_err(|error| failure(format!("cannot be read ({error})")))?;
    let found = if bytes.starts_with(b"\x30") {
        vec![CertificateDer::from(bytes)]
    } else {
        CertificateDer::pem_slice_iter(&bytes)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| failure(format!("is damaged ({error})")))?
    };
    if found.is_empty() {
        return Err(failure("has no certificate in it".to_owned()));
    }
    let mut roots = RootCertStore::empty();
    for certificate in &found {
        roots
            .add(certificate.clone())
            .map_err(|error| failure(format!("has a certificate that cannot be used ({error})")))?;
    }
    Ok(found)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > FILE_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is too large for certificates"));
    }
    Ok(bytes)
}

/// The system's own verdict, and, where it is "no", who issued what was shown.
#[derive(Debug)]
struct NamesTheIssuer(Verifier);

/// A certificate that is not trusted.
#[derive(Debug, thiserror::Error)]
#[error("{why}")]
struct Refused {
    why: rustls::Error,
    issuer: Option<String>,
}

impl ServerCertVerifier for NamesTheIssuer {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        self.0.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now).map_err(|why| {
            let refused = Refused { why, issuer: issuer(end_entity) };
            rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(refused))))
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

/// Who issued a certificate, by its own word, fit to be shown.
fn issuer(certificate: &CertificateDer<'_>) -> Option<String> {
    let certificate = Certificate::from_der(certificate).ok()?;
    let issuer = certificate.tbs_certificate().issuer();
    let name = issuer.common_name().ok().flatten();
    let organization = issuer.organization().ok().flatten();
    let (name, organization) = (name.map(|name| shown(&name.value())), organization.map(|name| shown(&name.value())));
    match (name, organization) {
        (Some(name), Some(organization)) if name != organization => Some(format!("{name} ({organization})")),
        (Some(name), _) | (None, Some(name)) => Some(name),
        (None, None) => None,
    }
}

/// Without what could make the line around it look like something else.
fn shown(name: &str) -> String {
    let is_plain = |letter: &char| {
        !letter.is_control()
            && !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
    };
    name.chars().filter(is_plain).take(ISSUER_LETTERS).collect::<String>().trim().to_owned()
}

/// What to tell about a certificate that was refused, if that is among the causes.
pub(crate) fn refused(causes: &[&(dyn Error + 'static)]) -> Option<String> {
    let error = causes.iter().find_map(|cause| cause.downcast_ref::<rustls::Error>())?;
    let rustls::Error::InvalidCertificate(why) = error else { return None };
    let CertificateError::Other(OtherError(other)) = why else { return Some(message(error, None)) };
    Some(match other.downcast_ref::<Refused>() {
        Some(Refused { why, issuer }) => message(why, issuer.as_deref()),
        None => message(error, None),
    })
}

fn message(why: &rustls::Error, issuer: Option<&str>) -> String {
    let issued = issuer.map_or(String::new(), |issuer| format!("; it was issued by “{issuer}”"));
    let rustls::Error::InvalidCertificate(why) = why else {
        return format!("the certificate that was shown cannot be checked ({why}){issued}");
    };
    match why {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => format!(
            "the certificate that was shown has run out{issued}; if the date and time of this computer are right, ask your IT help desk"
        ),
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            format!("the certificate that was shown is not valid yet{issued}; check the date and time of this computer")
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            format!("the certificate that was shown is for another site{issued}")
        }
        CertificateError::UnknownIssuer => format!(
            "this computer does not trust the certificate that was shown{issued}; ask your IT help desk whether this network checks what comes in, and for its certificate"
        ),
        why => format!(
            "this computer does not trust the certificate that was shown ({why}){issued}; ask your IT help desk"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_used_is_a_failure() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("extra.pem");
        let fails = |what: &str| {
            let trust = Trust { extra_certificates: vec![path.clone()] };
            let failure = trust.tls().unwrap_err();
            assert_eq!(failure.code, FailureCode::CertificateFile);
            assert!(failure.message.contains("extra.pem") && failure.message.contains(what), "{failure}");
        };
        fails("cannot be read");
        for (bytes, what) in [
            (&b""[..], "no certificate"),
            (b"just words", "no certificate"),
            (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "cannot be used"),
            (b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n", "is damaged"),
            (b"-----BEGIN CERTIFICATE-----\nAAAA\n", "is damaged"),
            (b"\x30\x03\x02\x01\x01", "cannot be used"),
        ] {
            std::fs::write(&path, bytes).unwrap();
            fails(what);
        }
        File::create(&path).unwrap().set_len(FILE_BYTES + 1).unwrap();
        fails("too large");
    }

    #[test]
    fn names_are_shown_on_one_line() {
        assert_eq!(shown(" Acme\r\n Filter\u{202e} CA\u{0} "), "Acme Filter CA");
        assert_eq!(shown(&"x".repeat(500)).len(), ISSUER_LETTERS);
    }

    #[test]
    fn the_help_desk_learns_what_is_wrong() {
        let of = |why| message(&rustls::Error::InvalidCertificate(why), Some("Acme Filter CA"));
        for (why, what) in [
            (CertificateError::UnknownIssuer, "does not trust"),
            (CertificateError::Expired, "has run out"),
            (CertificateError::NotValidYet, "date and time"),
            (CertificateError::NotValidForName, "another site"),
            (CertificateError::BadSignature, "does not trust"),
        ] {
            let text = of(why);
            assert!(text.contains(what) && text.contains("issued by “Acme Filter CA”"), "{text}");
        }
    }
}
