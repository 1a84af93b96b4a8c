//! Identities. The site shows none, so the library mints its own: once, from the first sight of a thing, and keeps
//! them through every later retitling and move (see [`crate::plan`]). Minting is a hash, not chance, so that two
//! laptops that met a leaflet under the same name give it the same id and can exchange links and packs.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
        pub struct $name(pub String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

id!(
    /// One resource: ten characters of Crockford's base 32 in lower case.
    ResourceId
);
id!(
    /// One attachment: twelve characters of the same alphabet.
    AttachmentId
);
id!(
    /// One source of resources, named in its profile: lower-case words joined by hyphens.
    SourceId
);

impl ResourceId {
    /// The id of a resource first seen under this folded title in this source. `clash` counts up where an earlier
    /// resource already has the id (two entries of one title).
    pub fn mint(source: &SourceId, folded_title: &str, clash: u32) -> Self {
        Self(digest(&[source.as_str(), folded_title, &clash.to_string()], 10))
    }
}

impl AttachmentId {
    /// The id of an attachment first seen at the address with this key (see [`crate::url_key`]).
    pub fn mint(resource: &ResourceId, url_key: &str) -> Self {
        Self(digest(&[resource.as_str(), url_key], 12))
    }
}

/// Crockford's base 32 (no i, l, o, u: ids are read out over the telephone).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn digest(parts: &[&str], length: usize) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(length).map(|byte| ALPHABET[usize::from(byte & 31)] as char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_depends_on_source_title_and_clash_and_on_nothing_else() {
        let source = SourceId::from("tower-hamlets-together");
        let first = ResourceId::mint(&source, "a leaflet", 0);
        assert_eq!(first, ResourceId::mint(&source, "a leaflet", 0));
        assert_ne!(first, ResourceId::mint(&source, "a leaflet", 1));
        assert_ne!(first, ResourceId::mint(&source, "b leaflet", 0));
        assert_ne!(first, ResourceId::mint(&SourceId::from("other"), "a leaflet", 0));
        assert_eq!(first.as_str().len(), 10);
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(digest(&["ab", "c"], 12), digest(&["a", "bc"], 12));
    }
}
