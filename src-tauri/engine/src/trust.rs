//! What is known of each resource at the moment of asking, joined from what the store has.

use std::collections::HashMap;

use catalogue::{AttachmentFacts, Resource, ResourceId, ResourceState, trust};

use crate::Library;
use crate::error::Error;

/// For more resources, all review dates are read at once.
const FEW: usize = 100;

/// Says of each resource how it stands now.
pub(crate) fn tell(library: &Library, resources: &mut [Resource]) -> Result<(), Error> {
    let mut reviews = HashMap::new();
    if resources.len() > FEW {
        reviews = library.read(|store| store.reviews(None))?;
    } else {
        for resource in &*resources {
            reviews.extend(library.read(|store| store.reviews(Some(&resource.id)))?);
        }
    }
    let any_withdrawn = resources.iter().any(|resource| resource.state == ResourceState::Withdrawn);
    let mut replacements = if any_withdrawn { library.read(store::Store::replacements)? } else { HashMap::default() };
    let now = library.now();
    for resource in resources {
        let replaced_by = replacements.remove(&resource.id);
        resource.trust = Some(trust(resource, &reviews, replaced_by, now));
    }
    Ok(())
}

/// What the texts of a resource's files tell, in the order of its attachments; those of which nothing is known are left
/// out.
pub(crate) fn facts(library: &Library, id: &ResourceId) -> Result<Vec<AttachmentFacts>, Error> {
    let resource = library.plain_resource(id)?;
    let mut told = Vec::new();
    for attachment in resource.attachments {
        let Some(sha256) = attachment.sha256 else { continue };
        let facts = library.read(|store| store.facts(&sha256))?.unwrap_or_default();
        if !facts.is_empty() {
            told.push(AttachmentFacts { attachment: attachment.id, facts });
        }
    }
    Ok(told)
}
