using PeerCertification.Domain.Applicants;

namespace PeerCertification.Domain.ContinuingEducation;

/// <summary>Whether a family name on a roster is that of somebody whose whole name is known.</summary>
public static class FamilyName
{
    /// <summary>Whether the whole name ends with the family name, word by word, as <see cref="NameWords"/> reads both.</summary>
    public static bool Fits(string familyName, string wholeName)
    {
        var (family, whole) = (NameWords.Of(familyName), NameWords.Of(wholeName));
        return family.Count > 0 && family.Count <= whole.Count && whole.Skip(whole.Count - family.Count).SequenceEqual(family);
    }
}
