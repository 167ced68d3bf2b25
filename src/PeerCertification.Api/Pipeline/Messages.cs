using MediatR;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pipeline;

/// <summary>A message that changes something: it runs alone in one transaction, is recorded, and can be repeated with the same key.</summary>
public interface ICommand<T> : IRequest<Outcome<T>>, ICommand where T : notnull;

/// <summary>Lets the pipeline tell commands from queries.</summary>
public interface ICommand;

/// <summary>A message that changes nothing.</summary>
public interface IQuery<T> : IRequest<Outcome<T>> where T : notnull;
